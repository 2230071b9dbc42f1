package io.kubescribe.core.access;

import java.util.Set;

/// Somebody who is signed in.
///
/// @param name as written to the access log
public record Principal(String name, Set<Right> rights, Scope scope) {
  public Principal {
    rights = Set.copyOf(rights);
  }

  public boolean may(Right right) {
    return rights.contains(right);
  }
}
