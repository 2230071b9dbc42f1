package io.kubescribe.core;

/// The answer of [Component#check()].
///
/// @param ok whether a call would work now
/// @param message what is wrong and what to do, or a short word on the state when `ok`
public record CheckResult(boolean ok, String message) {
  public static final CheckResult OK = new CheckResult(true, "ok");

  public static CheckResult ok(String message) {
    return new CheckResult(true, message);
  }

  public static CheckResult failed(String message) {
    return new CheckResult(false, message);
  }
}
