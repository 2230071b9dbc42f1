package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.regex.Pattern;

/// The player's page, and what a person does there. Waits on conditions only.
final class PlayerPage {
  private static final Pattern STANDS = Pattern.compile("paused|ended");

  final SearchPage browser;
  final Page page;

  PlayerPage(SearchPage browser) {
    this.browser = browser;
    this.page = browser.page;
  }

  /// Opens a session at what would stand behind the `?`.
  PlayerPage open(String session, String parameters) {
    browser.openPath("/sessions/" + session + (parameters.isEmpty() ? "" : "?" + parameters));
    return this;
  }

  /// Opens a session paused at a second.
  PlayerPage openAt(String session, double time) {
    open(session, "t=" + time);
    waitUntilItStands();
    return this;
  }

  Locator stage() {
    return page.getByTestId("stage");
  }

  Locator timeline() {
    return page.getByTestId("timeline");
  }

  Locator screenText() {
    return page.locator(".ap-term-text");
  }

  void waitForStatus(String status) {
    assertThat(stage()).hasAttribute("data-status", status);
  }

  void waitUntilItStands() {
    assertThat(stage()).hasAttribute("data-status", STANDS);
  }

  /// Position as the clock shows it, in seconds.
  double time() {
    return Double.parseDouble(page.getByTestId("clock").getAttribute("data-time"));
  }

  void waitForTime(double from, double to) {
    page.waitForFunction(
        """
        ([from, to]) => {
          const time = Number(document.querySelector('[data-testid=clock]')?.dataset.time)
          return time >= from && time <= to
        }
        """,
        List.of(from, to));
  }

  /// Goes to a moment by a press on the timeline, and waits until it is there.
  void seek(double time, double duration) {
    double width = timeline().boundingBox().width;
    timeline()
        .click(
            new Locator.ClickOptions()
                .setPosition(Math.min(width * time / duration, width - 1), 30));
    waitUntilItStands();
  }

  /// Everything that the terminal draws as text, with its colours and its cursor's place.
  String screen() {
    return (String)
        screenText().evaluate("text => text.innerHTML.replace(/ap-(cursor-on|blink)\\b/g, '')");
  }
}
