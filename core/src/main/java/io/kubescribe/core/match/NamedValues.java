package io.kubescribe.core.match;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.store.IndexableEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values that an event has of the named fields, as users write them. Static.
final class NamedValues {
  private NamedValues() {}

  /// Whether any value of the field passes; empty texts are no values.
  static boolean any(EventField field, IndexableEvent indexable, ValueTest test) {
    AuditEvent event = indexable.event();
    return switch (field) {
      case GROUPS -> anyText(event.groups(), test);
      case SOURCE_IPS -> anyAddress(event.sourceIps(), test);
      case SOURCE_IP -> event.sourceIp() != null && anyAddress(List.of(event.sourceIp()), test);
      case FLAG -> anyText(event.flags().stream().map(EventFlag::text).toList(), test);
      default -> {
        String value = single(field, indexable);
        yield value != null && !value.isEmpty() && test.passes(value);
      }
    };
  }

  private static boolean anyText(List<String> values, ValueTest test) {
    for (String value : values) {
      if (!value.isEmpty() && test.passes(value)) {
        return true;
      }
    }
    return false;
  }

  /// An address is compared in one spelling, whatever way it was written.
  private static boolean anyAddress(List<String> values, ValueTest test) {
    for (String value : values) {
      if (IpAddress.parse(value).filter(address -> test.passes(address.toString())).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String single(EventField field, IndexableEvent indexable) {
    AuditEvent event = indexable.event();
    return switch (field) {
      case TIMESTAMP -> event.timestamp().toString();
      case ID -> indexable.id().value();
      case CLUSTER -> event.cluster().value();
      case STAGE -> event.stage();
      case LEVEL -> event.level();
      case VERB -> event.verb();
      case AUDIT_ID -> event.auditId();
      case ACTION -> event.action();
      case USER -> event.user();
      case USER_KIND -> UserKind.of(event.user()).text();
      case IMPERSONATED_USER -> event.impersonatedUser();
      case RESOURCE -> event.resource();
      case SUBRESOURCE -> event.subresource();
      case API_GROUP -> event.apiGroup();
      case NAMESPACE -> event.namespace();
      case NAME -> event.name();
      case URI -> event.uri();
      case USER_AGENT -> event.userAgent();
      case CODE -> event.code() == 0 ? null : Integer.toString(event.code());
      case REASON -> event.reason();
      case DECISION -> event.decision();
      case POD -> event.pod();
      case CONTAINER -> event.container();
      case COMMAND -> event.command();
      case SOURCE -> indexable.envelope().source();
      case GROUPS, SOURCE_IP, SOURCE_IPS, FLAG, SESSION -> null;
    };
  }
}
