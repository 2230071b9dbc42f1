package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import org.jspecify.annotations.Nullable;

/// What is to become of a request, known once its headers are read.
sealed interface Verdict {
  /// A body of audit events from a sender who may send it.
  ///
  /// @param length in bytes as sent, -1 when not said
  record Admitted(ClusterName cluster, @Nullable String importId, boolean gzip, long length)
      implements Verdict {}

  /// One of the pages for operators.
  record Operation(String path) implements Verdict {}

  /// @param cluster who sent it, null when not known
  record Refused(Refusal refusal, Answer answer, @Nullable ClusterName cluster) implements Verdict {
    static Refused of(Refusal refusal) {
      return of(refusal, null);
    }

    static Refused of(Refusal refusal, @Nullable ClusterName cluster) {
      return new Refused(refusal, Answer.of(refusal), cluster);
    }
  }
}
