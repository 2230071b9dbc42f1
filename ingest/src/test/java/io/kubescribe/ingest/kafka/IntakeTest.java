package io.kubescribe.ingest.kafka;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Gives each test a started intake.
abstract class IntakeTest {
  @TempDir Path folder;
  IntakeFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new IntakeFixture(folder.resolve("spool"));
    fixture.start();
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }
}
