package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A piece of `setup`.
enum Part {
  POLICY("policy.yaml"),
  WEBHOOK("webhook.kubeconfig"),
  FLAGS("kube-apiserver-flags.yaml"),
  RBAC("rbac.yaml"),
  MANIFESTS("manifests.yaml");

  private final String file;

  Part(String file) {
    this.file = file;
  }

  /// Its name under `-o`.
  String file() {
    return file;
  }

  static Part of(String text) throws CommandException {
    return Arrays.stream(values())
        .filter(part -> part.toString().equals(text))
        .findFirst()
        .orElseThrow(() ->
            CommandException.wrongUse(
                "PART must be one of "
                    + Arrays.stream(values()).map(Part::toString).collect(Collectors.joining(", "))
                    + ", was '"
                    + text
                    + "'"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
