package io.kubescribe.replay.derive.secret;

import io.kubescribe.replay.derive.secret.SecretForms.Form;
import org.jspecify.annotations.Nullable;

/// Decides of each character that can be seen, in order, whether it is part of a secret. A decision
/// may have to wait for what follows, but never longer than for [SecretForms#MOST_HELD] characters.
/// For one thread.
final class SecretScanner {
  /// Takes decisions, which come in the order of the characters.
  interface Decisions {
    void decided(boolean secret);
  }

  /// No secret is longer; what follows is something else that happens to look like it.
  private static final int MOST_MASKED = 64 * 1024;

  private final Decisions decisions;

  /// Characters that may become a secret, not decided.
  private final StringBuilder held = new StringBuilder();

  private final SecretContext context = new SecretContext();

  /// The form of the secret that is being masked; null outside of one.
  private @Nullable Form masking;

  private final SecretLength length = new SecretLength();

  SecretScanner(Decisions decisions) {
    this.decisions = decisions;
  }

  /// A character that takes a place on the screen.
  void visible(char c) {
    if (masking != null) {
      if (mask(masking, c)) {
        return;
      }
      masking = null;
    }
    if (held.isEmpty() && !SecretForms.canBegin(c) && !context.beginsSecret()) {
      pass(c);
      return;
    }
    held.append(c);
    decide();
  }

  /// The text goes on somewhere else: another line, or another place on the screen.
  void lineBreak() {
    if (masking != null && !length.goesOn(masking)) {
      masking = null;
    }
    length.lineBreak();
    context.lineBreak();
  }

  /// No more comes for now: what may have been the beginning of a secret is taken for one if it is
  /// long enough to be.
  void flush() {
    if (!held.isEmpty()) {
      boolean secret = SecretForms.isLikely(held, context.beginsSecret());
      for (int i = 0; i < held.length(); i++) {
        note(held.charAt(i), secret);
      }
      held.setLength(0);
    }
  }

  /// Whether it would go on in the same way if it had only begun here.
  boolean isAtRest() {
    return masking == null && held.isEmpty() && context.isAtRest();
  }

  private boolean mask(Form form, char c) {
    if (length.all() >= MOST_MASKED || form.ends(c, context) || length.isValueBefore(form, c)) {
      return false;
    }
    boolean secret = form.masks(c);
    if (secret) {
      length.add(c);
    }
    note(c, secret);
    return true;
  }

  /// Looks at what is held until it is decided, or more is needed.
  private void decide() {
    while (!held.isEmpty()) {
      Form found = SecretForms.find(held, context.beginsSecret());
      if (found == Form.UNDECIDED) {
        return;
      }
      if (found != Form.NONE) {
        begin(found);
        return;
      }
      // It begins no secret, but the next character may.
      char first = held.charAt(0);
      held.deleteCharAt(0);
      pass(first);
      while (!held.isEmpty()
          && !SecretForms.canBegin(held.charAt(0))
          && masking == null
          && !context.beginsSecret()) {
        char next = held.charAt(0);
        held.deleteCharAt(0);
        pass(next);
      }
      if (masking != null) {
        String rest = held.toString();
        held.setLength(0);
        rest.chars().forEach(c -> visible((char) c));
        return;
      }
    }
  }

  private void begin(Form form) {
    String all = held.toString();
    held.setLength(0);
    masking = form;
    length.begin();
    // What came before a break is not known to have filled its line, and need not be.
    for (int i = 0; i < all.length(); i++) {
      visible(all.charAt(i));
    }
  }

  /// A character that is no secret; behind it a secret may begin that has no form of its own.
  private void pass(char c) {
    note(c, false);
    Form next = context.next();
    if (next != null) {
      masking = next;
      length.begin();
    }
  }

  private void note(char c, boolean secret) {
    context.add(c);
    decisions.decided(secret);
  }
}
