package io.kubescribe.ingest.http;

import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it is given and does as it is told.
final class FakeIntake implements Intake {
  interface Behaviour {
    Receipt take(Delivery delivery) throws UnavailableException, InterruptedException;
  }

  final List<Delivery> taken = new CopyOnWriteArrayList<>();
  volatile Behaviour behaviour = _ -> new Receipt(1, 0, 0);
  volatile boolean sawPlatformThread;

  @Override
  public Receipt take(Delivery delivery) throws UnavailableException, InterruptedException {
    sawPlatformThread |= !Thread.currentThread().isVirtual();
    Receipt receipt = behaviour.take(delivery);
    taken.add(delivery);
    return receipt;
  }

  List<String> bodies() {
    return taken.stream().map(one -> new String(one.body(), StandardCharsets.UTF_8)).toList();
  }
}
