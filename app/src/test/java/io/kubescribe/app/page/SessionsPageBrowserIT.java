package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The list of recorded sessions, as an auditor uses it.
@ExtendWith(PagesExtension.class)
final class SessionsPageBrowserIT {
  private static SearchPage open(Pages pages, String parameters) {
    SearchPage page = pages.signedIn();
    new SampleSessions(0).answerIn(page.context);
    return page.openPath("/sessions" + parameters);
  }

  private static Locator rows(SearchPage page) {
    return page.page.getByTestId("session-row");
  }

  @Test
  void a_row_says_who_ran_what_where_when_and_how_the_recording_stands(Pages pages) {
    SearchPage page = open(pages, "");
    assertThat(rows(page).nth(SampleSessions.LIVE)).containsText("Live");
    Locator interrupted = rows(page).nth(SampleSessions.INTERRUPTED);
    assertThat(interrupted).containsText("deploy-bot");
    assertThat(interrupted).containsText("bash -l 1");
    assertThat(interrupted).containsText("shop/web-1");
    assertThat(interrupted).containsText("2026-11-20 08:00:00");
    assertThat(interrupted).containsText("took 1:30 · 123 kB");
    assertThat(interrupted).containsText("no heartbeat for 60 s");
    assertThat(rows(page).nth(SampleSessions.TORN)).containsText("1 gap");
    assertThat(rows(page).nth(SampleSessions.SEALED)).containsText("exit 130");
  }

  @Test
  void the_rail_leads_here_and_back(Pages pages) {
    SearchPage page = pages.signedIn();
    new SampleSessions(0).answerIn(page.context);
    page.open("");
    Locator rail = page.page.locator(".rail");
    rail.getByText("Sessions").click();
    assertThat(rows(page).first()).isVisible();
    assertThat(rail.getByText("Sessions")).hasAttribute("aria-current", "page");
    page.page.goBack();
    assertThat(page.rows().first()).isVisible();
  }

  @Test
  void states_and_values_narrow_the_query_which_stands_in_the_address(Pages pages) {
    SearchPage page = open(pages, "");
    page.page
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Live$")))
        .click();
    page.waitForParameter("q", "state:live");
    assertThat(rows(page)).hasCount(1);
    rows(page).first().getByText("fay@example.com").click();
    page.menu("Filter for").click();
    page.waitForParameter("q", "state:live user:fay@example.com");
  }

  @Test
  void further_pages_come_as_the_list_is_scrolled(Pages pages) {
    SearchPage page = open(pages, "");
    assertThat(page.total()).containsText("50+");
    page.page.waitForFunction(
        """
        () => {
          const rows = document.querySelector('.rows')
          rows.scrollTop = rows.scrollHeight
          return document.querySelector('.sessions')?.textContent.includes('web-119')
        }
        """);
    page.waitForTotal("120");
  }

  @Test
  void keys_move_and_open(Pages pages) {
    SearchPage page = open(pages, "");
    assertThat(rows(page).first()).isVisible();
    page.press("j");
    page.press("j");
    page.press("j");
    page.press("k");
    page.press("Enter");
    page.page.waitForURL("**/sessions/" + SampleSessions.id(1));
    page.page.goBack();
    assertThat(rows(page).first()).isVisible();
  }

  @Test
  void nothing_found_says_what_narrows_it_and_an_error_what_mends_it(Pages pages) {
    SearchPage page = open(pages, "?q=user:nobody");
    assertThat(page.page.getByTestId("no-sessions")).containsText("No recorded sessions match");
    page.page.getByText("Clear the query").last().click();
    assertThat(rows(page).first()).isVisible();
    Pattern list = Pattern.compile(".*/api/v1/sessions\\?.*");
    page.page.route(
        list, route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}")));
    page.page.reload();
    assertThat(page.page.getByRole(AriaRole.ALERT)).isVisible();
    page.page.unroute(list);
    page.page.getByText("Try again").click();
    assertThat(rows(page).first()).isVisible();
    assertThat(page.page.title()).startsWith("Sessions");
  }

  @Test
  void words_on_screens_lead_to_the_second_at_which_they_stand(Pages pages) {
    SearchPage page = open(pages, "?view=screen&q=lighthouse");
    Locator hit = page.page.getByTestId("hit");
    assertThat(hit).hasCount(2);
    assertThat(hit.first().locator("mark")).hasText("lighthouse");
    hit.first().getByRole(AriaRole.LINK).click();
    PlayerPage player = new PlayerPage(page);
    player.waitUntilItStands();
    assertThat(player.time()).isEqualTo(SampleTerminal.RARE_AT);
    assertThat(player.screenText()).containsText(SampleTerminal.RARE);
    assertThat(page.page.getByTestId("find")).hasValue("lighthouse");
    page.page.goBack();
    page.page.locator(".segmented").getByText("Sessions").click();
    assertThat(rows(page).first()).isVisible();
  }
}
