package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every state of the page, in both themes, before axe-core: no serious and no critical finding.
@ExtendWith(PagesExtension.class)
final class AccessibilityBrowserIT {
  /// axe-core as npm installed it for the pages.
  private static final Path AXE = Path.of(System.getProperty("kubescribe.axe", "axe.min.js"));

  private static final String SERIOUS_FINDINGS =
      """
      async () => {
        const { violations } = await axe.run(document, { resultTypes: ['violations'] })
        return violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html).join(' | ')}`)
          .join('\\n')
      }
      """;

  @ParameterizedTest
  @EnumSource(names = {"DARK", "LIGHT"})
  void signed_in(ColorScheme theme, Pages pages) throws IOException {
    SearchPage search = pages.signedIn(options(theme));
    check(search, "from=now-24h", page -> assertThat(page.rows().first()).isVisible());
    check(search, "q=ip:203.0.113.77&by=user", page -> page.openRow(1));
    check(
        search,
        "q=req.spec.hostPID:true",
        page -> {
          page.openRow(0);
          page.page.getByTestId("tab-json").click();
          assertThat(page.page.getByTestId("raw-json")).isVisible();
        });
    check(search, "q=cluster:odd", page -> assertThat(page.rows().first()).isVisible());
    check(
        search,
        "q=code:[400",
        page -> assertThat(page.page.getByTestId("query-problem")).isVisible());
    check(
        search,
        "q=user:nobody&from=now-1h",
        page -> assertThat(page.page.getByTestId("no-results")).isVisible());
    check(
        search,
        "",
        page -> {
          assertThat(page.rows().first()).isVisible();
          page.press("?");
        });
    check(
        search,
        "",
        page -> {
          assertThat(page.rows().first()).isVisible();
          page.press("Control+k");
        });
    check(search, "", page -> page.page.getByTestId("time-range").click());
    check(
        search,
        "",
        page -> {
          page.query().fill("user:");
          assertThat(page.page.locator(".completion")).isVisible();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"DARK", "LIGHT"})
  void sessions_and_player(ColorScheme theme, Pages pages) throws IOException {
    SearchPage page = pages.signedIn(options(theme));
    new SampleSessions(0, 31, 58).answerIn(page.context);
    page.openPath("/sessions");
    assertThat(page.page.getByTestId("session-row").first()).isVisible();
    check(page, "sessions");
    PlayerPage player = new PlayerPage(page);
    for (String pane : List.of("commands", "transcript&find=done", "events", "details")) {
      player.open(SampleSessions.id(SampleSessions.TORN), "t=20&pane=" + pane);
      player.waitUntilItStands();
      check(page, pane);
    }
    page.press("?");
    check(page, "help");
    player.openAt(SampleSessions.id(SampleSessions.LIVE), 5);
    page.page.getByText("End session").click();
    check(page, "end session");
  }

  @ParameterizedTest
  @EnumSource(names = {"DARK", "LIGHT"})
  void signed_out(ColorScheme theme, Pages pages) throws IOException {
    check(
        pages.fresh(options(theme)),
        "",
        page -> assertThat(page.page.getByTestId("sign-in")).isVisible());
  }

  private static Browser.NewContextOptions options(ColorScheme theme) {
    return new Browser.NewContextOptions().setColorScheme(theme);
  }

  private static void check(SearchPage search, String parameters, Consumer<SearchPage> until)
      throws IOException {
    search.open(parameters);
    until.accept(search);
    check(search, parameters);
  }

  private static void check(SearchPage search, String state) throws IOException {
    // Evaluated by the debugger: the page's own policy would rightly refuse a script from outside.
    search.page.evaluate(Files.readString(AXE));
    assertThat(search.page.evaluate(SERIOUS_FINDINGS)).as(state).isEqualTo("");
  }
}
