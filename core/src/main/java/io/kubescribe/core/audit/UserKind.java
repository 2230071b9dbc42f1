package io.kubescribe.core.audit;

import org.jspecify.annotations.Nullable;

/// What sort of user a name belongs to, told by Kubernetes' own naming rules.
public enum UserKind {
  HUMAN("human"),
  SERVICE_ACCOUNT("serviceaccount"),
  NODE("node"),
  SYSTEM("system"),
  ANONYMOUS("anonymous");

  private final String text;

  UserKind(String text) {
    this.text = text;
  }

  /// The word in queries and answers.
  public String text() {
    return text;
  }

  /// @param user `user.username`; null for a request that failed to authenticate
  public static UserKind of(@Nullable String user) {
    if (user == null || user.equals("system:anonymous")) {
      return ANONYMOUS;
    }
    if (user.startsWith("system:serviceaccount:")) {
      return SERVICE_ACCOUNT;
    }
    if (user.startsWith("system:node:")) {
      return NODE;
    }
    return user.startsWith("system:") ? SYSTEM : HUMAN;
  }
}
