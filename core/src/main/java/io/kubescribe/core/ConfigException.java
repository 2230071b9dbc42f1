package io.kubescribe.core;

/// A setting, or what it points to, can't be used. The message names the key or path, what is
/// allowed and what was found; the process ends with exit code 2.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
