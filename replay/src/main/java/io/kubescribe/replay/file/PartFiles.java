package io.kubescribe.replay.file;

import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where in the folder the parts are. Safe for use by many threads.
final class PartFiles {
  private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.([1-9][0-9]{0,8})\\.rec");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final Path root;

  PartFiles(Path root) {
    this.root = root;
  }

  static LocalDate day(SessionId session) {
    return LocalDate.ofInstant(session.madeAt(), ZoneOffset.UTC);
  }

  Path live() {
    return root.resolve("live");
  }

  Path live(Part part) {
    return live().resolve(part + ".rec");
  }

  Path folder(LocalDate day) {
    return root.resolve(day.toString());
  }

  Path sealed(Part part) {
    return folder(day(part.session())).resolve(part + ".rec");
  }

  Path aside() {
    return root.resolve("aside");
  }

  Path aside(Part part, long position, int number) {
    return aside().resolve("%s.%d.%d.damaged".formatted(part, position, number));
  }

  /// The parts whose files are in a folder; none where there is no such folder.
  static List<Part> in(Path folder) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Path file : list(folder, "*.rec")) {
      part(file).ifPresent(parts::add);
    }
    return parts;
  }

  /// The parts of a session whose files are in a folder.
  static List<Part> in(Path folder, SessionId session) throws IOException {
    List<Part> parts = new ArrayList<>();
    for (Path file : list(folder, session + ".*.rec")) {
      part(file).ifPresent(parts::add);
    }
    return parts;
  }

  private static Optional<Part> part(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches()
        ? SessionId.parse(name.group(1))
            .map(session -> new Part(session, Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  List<LocalDate> days() throws IOException {
    List<LocalDate> days = new ArrayList<>();
    for (Path folder : list(root, "*")) {
      String name = folder.getFileName().toString();
      if (DAY.matcher(name).matches()) {
        days.add(LocalDate.parse(name));
      }
    }
    return days;
  }

  private static List<Path> list(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      files.forEach(found::add);
      return found;
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
  }
}
