package io.kubescribe.core.store;

import java.io.IOException;

/// A query passed a limit of time, clauses or memory. The message says which and what to change.
public final class QueryTooCostlyException extends IOException {
  private static final long serialVersionUID = 1L;

  public QueryTooCostlyException(String message) {
    super(message);
  }
}
