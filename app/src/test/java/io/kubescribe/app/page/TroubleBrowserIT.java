package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Slow and broken servers, small windows, and what callers send to break or mislead a page.
@ExtendWith(PagesExtension.class)
final class TroubleBrowserIT {
  private static final Pattern EVENTS = Pattern.compile(".*/api/v1/events\\?.*");
  private static final Pattern DIMMED = Pattern.compile(".*\\bstale\\b.*");

  @Test
  void old_rows_stay_dimmed_until_a_slow_answer_comes(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("verb:delete");
    List<Route> held = new ArrayList<>();
    search.page.route(EVENTS, held::add);
    search.search("verb:patch");
    assertThat(search.page.locator("#rows")).hasClass(DIMMED);
    assertThat(search.rows().first()).containsText("delete");
    held.forEach(Route::resume);
    assertThat(search.rows().first()).containsText("patch");
    assertThat(search.page.locator("#rows")).not().hasClass(DIMMED);
  }

  @Test
  void an_answer_that_fails_is_explained_and_asked_again(Pages pages) {
    SearchPage search = pages.signedIn();
    search.page.route(EVENTS, TroubleBrowserIT::unavailable);
    search.open("q=verb:delete");
    assertThat(search.page.getByRole(AriaRole.ALERT)).containsText("The search store is busy");
    search.page.unroute(EVENTS);
    search.page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(search.rows().first()).containsText("delete");
  }

  @Test
  void a_next_page_that_fails_keeps_the_rows_and_offers_itself_again(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("verb:patch");
    Pattern next = Pattern.compile(".*/api/v1/events\\?.*cursor=.*");
    search.page.route(next, TroubleBrowserIT::unavailable);
    search.page.locator("#rows").evaluate("grid => { grid.scrollTop = grid.scrollHeight }");
    assertThat(search.page.getByText("The next page did not come.")).isVisible();
    assertThat(search.rows().last()).isVisible();
    search.page.unroute(next);
    search.page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(search.page.getByText("The next page did not come.")).hasCount(0);
  }

  @Test
  void a_search_again_that_fails_says_that_the_rows_are_old(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("verb:delete");
    search.page.route(EVENTS, TroubleBrowserIT::unavailable);
    search.page.getByLabel("Search again").click();
    Locator old = search.page.getByText(Pattern.compile("these rows are of \\d\\d:\\d\\d UTC"));
    assertThat(old).isVisible();
    assertThat(search.page.locator("#rows")).hasClass(DIMMED);
    assertThat(search.rows().first()).containsText("delete");
    search.page.unroute(EVENTS);
    search.page.getByRole(AriaRole.BUTTON, named("Try again")).click();
    assertThat(old).hasCount(0);
    assertThat(search.page.locator("#rows")).not().hasClass(DIMMED);
  }

  @Test
  void fields_counts_and_histogram_that_fail_do_not_look_empty(Pages pages) {
    SearchPage search = pages.signedIn();
    Pattern counts = Pattern.compile(".*/api/v1/events/(top|histogram)\\?.*");
    Pattern fields = Pattern.compile(".*/api/v1/fields");
    search.page.route(counts, TroubleBrowserIT::unavailable);
    search.page.route(fields, TroubleBrowserIT::unavailable);
    search.openQuery("verb:delete");
    assertThat(search.page.getByText("Histogram unavailable.")).isVisible();
    search.page.unroute(fields);
    search.page.getByRole(AriaRole.BUTTON, named("Try again: Fields")).click();
    assertThat(search.page.getByText("Values of verb unavailable.")).isVisible();
    search.page.unroute(counts);
    search.page.getByRole(AriaRole.BUTTON, named("Try again: Values of verb")).click();
    assertThat(search.page.getByLabel("Top values of verb")).containsText("delete");
    search.page.getByRole(AriaRole.BUTTON, named("Try again: Histogram")).click();
    assertThat(search.page.getByText("Histogram unavailable.")).hasCount(0);
  }

  @Test
  void names_are_completed_again_once_the_server_answers(Pages pages) {
    SearchPage search = pages.signedIn();
    Pattern fields = Pattern.compile(".*/api/v1/fields");
    search.page.route(fields, TroubleBrowserIT::unavailable);
    search.openQuery("verb:delete");
    assertThat(search.page.getByText("Fields unavailable.")).isVisible();
    search.page.unroute(fields);
    search.query().fill("names");
    assertThat(search.page.getByRole(AriaRole.OPTION).first()).containsText("namespace");
  }

  @Test
  void payloads_in_every_field_stay_text(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("cluster:odd decision:forbid -ip:10.0.0.0/8");
    int rows = search.rows().count();
    assertThat(rows).isGreaterThanOrEqualTo(OddEvents.PAYLOADS.size());
    for (int row = 0; row < rows; row++) {
      search.openRow(row);
      search.page.getByTestId("tab-json").click();
      assertThat(search.page.getByTestId("raw-json")).containsText("\"auditID\"");
      search.page.getByTestId("tab-details").click();
    }
    for (String payload : OddEvents.PAYLOADS) {
      search.open("by=user&q=cluster:odd");
      search
          .rows()
          .filter(new Locator.FilterOptions().setHasText(payload))
          .locator(".cell-who .value")
          .first()
          .click();
      search.menu("Filter for").click();
      search.waitForTotal("1");
      search.query().press("ArrowDown");
    }
    assertThat(search.page.evaluate("window.broken === undefined")).isEqualTo(true);
  }

  @Test
  void names_that_mislead_are_written_out_and_marked(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("cluster:odd auditID:odd-100*");
    assertThat(search.rows().first()).containsText("aliceU+202Eexe.png");
    assertThat(search.rows().first().locator(".warning-badge").first()).isVisible();
    search.openQuery("cluster:odd auditID:odd-101*");
    assertThat(search.rows().first()).containsText("U+0430dminU+200B@example.com");
    search.openRow(0);
    assertThat(search.drawer().locator("h2")).containsText("U+0430dminU+200B@example.com");
  }

  @Test
  void long_values_keep_rows_in_line_and_unfold_on_demand(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("cluster:odd auditID:(odd-102* OR odd-103*)");
    for (int row = 0; row < 2; row++) {
      assertThat(search.rows().nth(row).boundingBox().height).isEqualTo(28);
    }
    search.openRow(0);
    search.drawer().getByText("more characters").first().click();
    assertThat(search.drawer()).containsText("v".repeat(OddEvents.LARGE));
    assertThat(overflows(search)).isFalse();
  }

  @Test
  void at_200_percent_on_a_small_screen_nothing_is_out_of_reach(Pages pages) {
    SearchPage search = pages.signedIn(new Browser.NewContextOptions().setViewportSize(640, 400));
    search.openQuery("action:exec");
    assertThat(overflows(search)).isFalse();
    search.openRow(0);
    assertThat(search.drawer().locator("h2")).isVisible();
    search.press("Escape");
    assertThat(search.drawer()).hasCount(0);
  }

  @Test
  void who_asks_for_less_motion_gets_none(Pages pages) {
    SearchPage search =
        pages.signedIn(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    search.openQuery("action:exec");
    Object moving =
        search.page.evaluate(
            """
            [...document.querySelectorAll('*')].filter((element) => {
              const { transitionDuration, animationName } = getComputedStyle(element)
              return transitionDuration !== '0s' || animationName !== 'none'
            }).length
            """);
    assertThat(moving).isEqualTo(0);
  }

  private static void unavailable(Route route) {
    String body = "{\"error\":{\"code\":\"unavailable\",\"message\":\"not now\",\"detail\":null}}";
    route.fulfill(
        new Route.FulfillOptions().setStatus(503).setContentType("application/json").setBody(body));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static boolean overflows(SearchPage search) {
    return (boolean)
        search.page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
  }
}
