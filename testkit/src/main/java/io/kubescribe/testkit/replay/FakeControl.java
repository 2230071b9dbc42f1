package io.kubescribe.testkit.replay;

import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.session.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what it was asked to end. Safe for use by many threads.
public final class FakeControl implements SessionControl {
  public final List<LiveSession> open = new CopyOnWriteArrayList<>();

  /// Each as `id who why`.
  public final List<String> ended = new CopyOnWriteArrayList<>();

  @Override
  public List<LiveSession> live() {
    return List.copyOf(open);
  }

  @Override
  public boolean end(SessionId id, String who, String why) {
    return ended.add(id + " " + who + " " + why);
  }
}
