package io.kubescribe.forward;

import io.kubescribe.core.forward.ForwarderState;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.forward.LetterSummary;
import io.kubescribe.forward.kafka.LetterBox;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// All forwarders of a process, by name. Immutable.
public final class Forwarders implements ForwarderStatus {
  private final Map<String, Forwarder> byName = new LinkedHashMap<>();
  private final LetterBox letters;

  public Forwarders(Collection<Forwarder> forwarders, LetterBox letters) {
    forwarders.forEach(forwarder -> byName.put(forwarder.state().name(), forwarder));
    this.letters = letters;
  }

  @Override
  public List<ForwarderState> forwarders() {
    return byName.values().stream().map(Forwarder::state).toList();
  }

  @Override
  public List<LetterSummary> deadLetters(String name, int most) {
    return letters.newest(name, most);
  }

  @Override
  public boolean pause(String name) {
    return tell(name, Forwarder::pause);
  }

  @Override
  public boolean resume(String name) {
    return tell(name, Forwarder::resume);
  }

  @Override
  public boolean replay(String name, Instant from) {
    return tell(name, forwarder -> forwarder.replay(from));
  }

  @Override
  public boolean resend(String name) {
    return tell(name, Forwarder::resend);
  }

  private boolean tell(String name, Consumer<Forwarder> what) {
    Forwarder forwarder = byName.get(name);
    if (forwarder == null) {
      return false;
    }
    what.accept(forwarder);
    return true;
  }
}
