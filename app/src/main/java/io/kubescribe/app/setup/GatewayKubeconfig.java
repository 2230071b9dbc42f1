package io.kubescribe.app.setup;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// The kubeconfig that leads through the gateway.
///
/// @param name of context, cluster and user; differs from those in the user's own file, so that
///   both can be in `KUBECONFIG`
/// @param gateway its address
/// @param authority PEM by which the gateway is trusted, empty for what the machine trusts
/// @param namespace of the context, empty for `default`
/// @param user credentials
record GatewayKubeconfig(
    String name,
    URI gateway,
    Optional<String> authority,
    Optional<String> namespace,
    ObjectNode user) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  String yaml() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", "v1");
    root.put("kind", "Config");
    ObjectNode cluster = named(root, "clusters").putObject("cluster");
    cluster.put("server", gateway.toString());
    authority.ifPresent(pem ->
        cluster.put(
            "certificate-authority-data",
            Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
    named(root, "users").set("user", user);
    ObjectNode context = named(root, "contexts").putObject("context");
    context.put("cluster", name);
    context.put("user", name);
    namespace.ifPresent(text -> context.put("namespace", text));
    root.put("current-context", name);
    return YAML.writeValueAsString(root);
  }

  private ObjectNode named(ObjectNode root, String list) {
    return root.putArray(list).addObject().put("name", name);
  }
}
