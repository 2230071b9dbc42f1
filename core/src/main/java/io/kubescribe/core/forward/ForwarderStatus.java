package io.kubescribe.core.forward;

import java.time.Instant;
import java.util.List;

/// The forwarders of this process. Safe for use by many threads; no call waits for a destination.
public interface ForwarderStatus {
  /// Of a process without the role `forward`.
  ForwarderStatus NONE =
      new ForwarderStatus() {
        @Override
        public List<ForwarderState> forwarders() {
          return List.of();
        }

        @Override
        public List<LetterSummary> deadLetters(String name, int most) {
          return List.of();
        }

        @Override
        public boolean pause(String name) {
          return false;
        }

        @Override
        public boolean resume(String name) {
          return false;
        }

        @Override
        public boolean replay(String name, Instant from) {
          return false;
        }

        @Override
        public boolean resend(String name) {
          return false;
        }
      };

  /// All of them, in the order of the config.
  List<ForwarderState> forwarders();

  /// Dead letters that nobody has sent again, newest first.
  List<LetterSummary> deadLetters(String name, int most);

  /// Sends nothing until told to go on, or until a restart.
  ///
  /// @return false if there is no such forwarder
  boolean pause(String name);

  /// Goes on, and tries a destination at once that it was waiting for.
  ///
  /// @return false if there is no such forwarder
  boolean resume(String name);

  /// Sends again what was received from this time on. Whoever has an event already sees it with the
  /// same id.
  ///
  /// @return false if there is no such forwarder
  boolean replay(String name, Instant from);

  /// Sends all open dead letters again. What is refused again becomes a new letter.
  ///
  /// @return false if there is no such forwarder
  boolean resend(String name);
}
