package io.kubescribe.core.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The catalogue of named fields: the one list behind the query language, completion, the index
/// schema and the documents. Aliases are the short names and the full paths of the audit event.
public enum EventField implements CatalogueField {
  TIMESTAMP(
      "timestamp",
      Type.TIME,
      false,
      "when the stage was reached, UTC, microseconds",
      "stageTimestamp",
      "@timestamp"),
  ID("id", Type.KEYWORD, false, "event id: hash of cluster, auditID, stage and content"),
  CLUSTER("cluster", Type.KEYWORD, true, "name of the cluster that sent it"),
  STAGE("stage", Type.KEYWORD, true, "RequestReceived, ResponseStarted, ResponseComplete, Panic"),
  LEVEL("level", Type.KEYWORD, true, "Metadata, Request or RequestResponse"),
  VERB("verb", Type.KEYWORD, true, "Kubernetes verb as sent; exec is get or create"),
  AUDIT_ID("auditID", Type.KEYWORD, false, "id of the request, shared by its stages"),
  ACTION("action", Type.KEYWORD, true, "exec, attach, portforward, proxy, logs or debug"),
  USER("user", Type.KEYWORD, true, "who sent the request", "user.username"),
  USER_KIND(
      "userKind", Type.KEYWORD, true, "human, serviceaccount, node, system or anonymous", "kind"),
  GROUPS("groups", Type.KEYWORD, true, "groups of the user", "group", "user.groups"),
  IMPERSONATED_USER(
      "impersonatedUser",
      Type.KEYWORD,
      true,
      "whom the user acted as",
      "as",
      "impersonatedUser.username"),
  RESOURCE("resource", Type.KEYWORD, true, "resource, plural", "objectRef.resource"),
  SUBRESOURCE(
      "subresource", Type.KEYWORD, true, "such as exec, log, status", "objectRef.subresource"),
  API_GROUP("apiGroup", Type.KEYWORD, true, "API group; empty for core", "objectRef.apiGroup"),
  NAMESPACE(
      "namespace", Type.KEYWORD, true, "namespace of the object", "ns", "objectRef.namespace"),
  NAME("name", Type.KEYWORD, true, "name of the object", "objectRef.name"),
  URI("uri", Type.KEYWORD, true, "request URI as sent", "requestURI"),
  USER_AGENT("userAgent", Type.KEYWORD, true, "claim of the client", "agent"),
  SOURCE_IP("sourceIP", Type.IP, true, "last hop, the only one that a client can't set", "ip"),
  SOURCE_IPS("sourceIPs", Type.IP, true, "all hops; all but the last are claims", "ips"),
  CODE("code", Type.NUMBER, true, "HTTP status of the response", "responseStatus.code"),
  REASON("reason", Type.KEYWORD, true, "reason of a failure", "responseStatus.reason"),
  DECISION("decision", Type.KEYWORD, true, "allow or forbid"),
  POD("pod", Type.KEYWORD, true, "pod of an exec, attach, logs, port-forward, proxy or debug"),
  CONTAINER("container", Type.KEYWORD, true, "container of an exec, attach or logs"),
  COMMAND("command", Type.KEYWORD, true, "command of an exec, words joined by blanks"),
  SESSION("session", Type.KEYWORD, false, "id of the recording, when one exists"),
  SOURCE("source", Type.KEYWORD, true, "how it came: webhook, spool or import"),
  FLAG("flag", Type.KEYWORD, true, "what is odd about it, such as time-from-received");

  /// How values of a field compare.
  public enum Type {
    KEYWORD,
    NUMBER,
    IP,
    TIME,
    /// Compared word by word: see [Query.Term].
    TEXT
  }

  private static final Map<String, EventField> BY_NAME = new HashMap<>();

  static {
    for (EventField field : values()) {
      BY_NAME.put(field.text, field);
      field.aliases.forEach(alias -> BY_NAME.put(alias, field));
    }
  }

  private final String text;
  private final Type type;
  private final boolean facet;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> aliases;

  EventField(String text, Type type, boolean facet, String description, String... aliases) {
    this.text = text;
    this.type = type;
    this.facet = facet;
    this.description = description;
    this.aliases = List.of(aliases);
  }

  /// Finds a field by its name or an alias; case counts.
  public static Optional<EventField> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Type type() {
    return type;
  }

  /// Whether its values can be counted (`top`, `histogram by`, `cardinality`, completion).
  @Override
  public boolean facet() {
    return facet;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }
}
