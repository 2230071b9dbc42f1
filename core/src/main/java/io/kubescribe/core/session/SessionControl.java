package io.kubescribe.core.session;

import java.util.List;

/// The sessions under way, and the way to end one. Safe for use by many threads.
public interface SessionControl {
  /// Those under way now, in the order in which they began.
  List<LiveSession> live();

  /// Ends a session; its user sees who did and why. Returns before it has ended.
  ///
  /// @param who name of whoever ends it
  /// @param why one line, may be empty
  /// @return false if it is not known that such a session is under way
  boolean end(SessionId id, String who, String why);
}
