package io.kubescribe.app.layering;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the modules to the directions of the house plan (`CONTRIBUTING.md`), by their class files.
class LayeringTest {
  private static final String ROOT = "io.kubescribe.";

  /// What each module may use beside itself.
  private static final Map<String, List<String>> ALLOWED =
      Map.of(
          "core", List.of(),
          "ingest", List.of("core"),
          "index", List.of("core"),
          "replay", List.of("core"),
          "forward", List.of("core"),
          "queryapi", List.of("core"),
          "app", List.of("core", "ingest", "index", "replay", "forward", "queryapi"));

  /// Where each library is at home.
  private static final Map<String, List<String>> HOMES =
      Map.ofEntries(
          Map.entry("org.apache.lucene..", List.of("index")),
          Map.entry("io.netty..", List.of("ingest")),
          Map.entry("io.fabric8..", List.of("ingest")),
          Map.entry("com.github.luben..", List.of("ingest", "replay")),
          Map.entry("io.javalin..", List.of("queryapi")),
          Map.entry("org.eclipse.jetty..", List.of("queryapi")),
          Map.entry("picocli..", List.of("app")),
          Map.entry("ch.qos.logback..", List.of("app")),
          Map.entry("kafka..", List.of("app")),
          Map.entry("org.apache.kafka.metadata..", List.of("app")),
          Map.entry("org.apache.kafka.server..", List.of("app")),
          Map.entry("io.micrometer.prometheusmetrics..", List.of("queryapi", "app")),
          Map.entry("com.fasterxml.jackson.databind..", List.of()),
          Map.entry("org.junit..", List.of()),
          Map.entry("org.assertj..", List.of()));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("testkit"))
          .importPackages("io.kubescribe");

  static Stream<String> modules() {
    return ALLOWED.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void every_module_was_scanned(String module) {
    assertThat(CLASSES.stream().filter(type -> type.getPackageName().startsWith(ROOT + module)))
        .hasSizeGreaterThan(10);
  }

  @Test
  void no_other_module_was_scanned() {
    classes()
        .should()
        .resideInAnyPackage(modules().map(LayeringTest::packagesOf).toArray(String[]::new))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void modules_use_only_what_lies_below_them(String module) {
    String[] others =
        modules()
            .filter(other -> !other.equals(module))
            .filter(other -> !ALLOWED.getOrDefault(module, List.of()).contains(other))
            .map(LayeringTest::packagesOf)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packagesOf(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .allowEmptyShould(others.length == 0)
        .check(CLASSES);
  }

  static Stream<String> libraries() {
    return HOMES.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void libraries_stay_at_home(String library) {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            HOMES.getOrDefault(library, List.of()).stream()
                .map(LayeringTest::packagesOf)
                .toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.kubescribe.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  private static String packagesOf(String module) {
    return ROOT + module + "..";
  }
}
