package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Searching, as an auditor does it.
@ExtendWith(PagesExtension.class)
final class SearchPageBrowserIT {
  private static final String REFUSALS = "ip:203.0.113.77 code:403";

  @Test
  void shows_the_newest_events_and_how_many_there_are(Pages pages) {
    SearchPage search = pages.signedIn().open("");
    search.waitForTotal("38,199");
    assertThat(search.rows().first()).containsText("14:25:2");
    assertThat(search.page.locator(".chart canvas")).isVisible();
    assertThat(search.page.getByLabel("Top values of verb")).containsText("get");
  }

  @Test
  void a_typed_query_is_answered_and_stands_in_the_address(Pages pages) {
    SearchPage search = pages.signedIn().open("");
    search.search(REFUSALS);
    search.waitForTotal("784");
    search.waitForParameter("q", REFUSALS);
    for (String row : search.rows().allInnerTexts()) {
      assertThat(row).contains("403").contains("tried to");
    }
  }

  @Test
  void completes_fields_then_their_values(Pages pages) {
    SearchPage search = pages.signedIn().open("");
    assertThat(search.rows().first()).isVisible();
    search.press("/");
    search.page.keyboard().type("us");
    assertThat(option(search, "userKind")).isVisible();
    search.press("Tab");
    assertThat(search.query()).hasValue("user:");
    search.page.keyboard().type("fa");
    assertThat(option(search, "fay@example.com")).isVisible();
    assertThat(search.page.locator(".completion [role=option]")).hasCount(1);
    search.press("Tab");
    search.press("Enter");
    search.waitForParameter("q", "user:fay@example.com");
    assertThat(search.rows().first()).containsText("fay@example.com");
  }

  private static Locator option(SearchPage search, String text) {
    return search
        .page
        .locator(".completion [role=option]")
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  @Test
  void a_value_of_a_row_is_filtered_for_filtered_out_and_copied(Pages pages) {
    SearchPage search = pages.signedIn();
    search.context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    search.openQuery(REFUSALS);
    Locator user = search.rows().first().locator(".cell-who .value");
    user.click();
    search.menu("Filter for").click();
    String account = "system:serviceaccount:ci:deploy-bot";
    search.waitForParameter("q", REFUSALS + " user:" + account);
    search.waitForTotal("2");
    user.click();
    search.menu("Filter out").click();
    search.waitForParameter("q", REFUSALS + " -user:" + account);
    search.waitForTotal("782");
    Locator resource = search.rows().first().locator(".what");
    String text = resource.innerText();
    resource.click();
    search.menu("Copy value").click();
    assertThat(search.menu("Copied")).isVisible();
    assertThat(search.page.evaluate("navigator.clipboard.readText()")).isEqualTo(text);
  }

  @Test
  void every_fact_and_every_leaf_of_the_event_can_be_clicked_into_the_query(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("req.spec.hostPID:true decision:allow");
    search.openRow(0);
    Locator reason =
        search
            .drawer()
            .getByRole(AriaRole.BUTTON)
            .filter(new Locator.FilterOptions().setHasText("RBAC: allowed by"));
    reason.click();
    search.menu("Filter for").click();
    search.page.waitForURL(url -> url.contains("annotations.authorization.k8s.io%2Freason"));
    assertThat(search.parameter("q").orElseThrow())
        .contains("annotations.authorization.k8s.io/reason:\"RBAC: allowed by");
    search.waitForTotal("2");
    search.open("q=req.spec.hostPID:true");
    search.openRow(0);
    search.page.getByTestId("tab-json").click();
    // Only the lines in sight exist: scroll until this one does.
    search.page.waitForFunction(
        """
        (raw) => {
          const line = raw.querySelector('[title="requestObject.spec.hostPID"]')
          if (!line) raw.scrollTop += raw.clientHeight / 2
          return line
        }
        """,
        search.page.getByTestId("raw-json").elementHandle());
    Locator leaf = search.page.getByTestId("raw-json").getByTitle("requestObject.spec.hostPID");
    leaf.click();
    search.menu("Filter out").click();
    search.waitForParameter("q", "req.spec.hostPID:true -requestObject.spec.hostPID:true");
    search.waitForTotal("0");
  }

  @Test
  void a_brushed_span_is_zoomed_into_and_back_leads_out(Pages pages) {
    SearchPage search = pages.signedIn().open("from=2026-11-19T14:00:00Z&q=cluster:demo");
    search.waitForTotal("38,186");
    brush(search, 0.45, 0.55);
    search.page.waitForURL(url -> url.contains("&to="));
    assertThat(search.total().locator("strong")).hasText(Pattern.compile("\\d,\\d{3}"));
    assertThat(search.rows().first()).containsText("2026-11-20 0");
    search.page.goBack();
    search.waitForTotal("38,186");
    assertThat(search.parameter("from")).hasValue("2026-11-19T14:00:00Z");
  }

  @Test
  void the_address_reproduces_query_range_order_and_open_event(Pages pages) {
    SearchPage search = pages.signedIn().open("from=2026-11-20T02:00:00Z&to=2026-11-20T03:00:00Z");
    search.search("action:exec -userKind:human");
    // Rows of the question before stand until the answer comes.
    assertThat(search.rows().first()).containsText("exec");
    assertThat(search.page.locator("#rows")).hasAttribute("aria-busy", "false");
    String newest = search.rows().first().getAttribute("id");
    search.page.getByRole(AriaRole.BUTTON, named("Newest first")).click();
    search.waitForParameter("order", "asc");
    // Until then the old rows stand, dimmed, and can be opened.
    assertThat(search.rows().first()).not().hasAttribute("id", newest);
    search.openRow(3);
    String title = search.drawer().locator("h2").innerText();
    String total = search.total().locator("strong").innerText();

    SearchPage colleague = pages.signedIn();
    colleague.page.navigate(search.page.url());
    assertThat(colleague.drawer().locator("h2")).hasText(title);
    colleague.waitForTotal(total);
    assertThat(colleague.query()).hasValue("action:exec -userKind:human");
    assertThat(colleague.rows().nth(3)).hasAttribute("aria-selected", "true");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  @Test
  void scrolling_to_the_end_shows_every_event_once(Pages pages) {
    SearchPage search = pages.signedIn().openQuery("verb:patch");
    Locator grid = search.page.getByRole(AriaRole.GRID);
    int all = Integer.parseInt(grid.getAttribute("aria-rowcount"));
    assertThat(all).isGreaterThan(3_000);
    // Each page that arrives makes the list longer; the last row is there once all have.
    search.page.waitForFunction(
        """
        ([grid, all]) => {
          grid.scrollTop = grid.scrollHeight
          const rows = [...grid.querySelectorAll('[role=row]')]
          window.seen ??= new Map()
          for (const row of rows) window.seen.set(row.getAttribute('aria-rowindex'), row.id)
          return rows.some((row) => row.getAttribute('aria-rowindex') === String(all))
        }
        """,
        List.of(grid.elementHandle(), all));
    assertThat(search.page.evaluate("new Set(window.seen.values()).size - window.seen.size"))
        .isEqualTo(0);
    String last = search.rows().last().locator(".cell-time").innerText();
    search.open("q=verb:patch&order=asc");
    assertThat(search.rows().first().locator(".cell-time")).hasText(last);
  }

  @Test
  void the_keyboard_alone_leads_through_search_and_event(Pages pages) {
    SearchPage search = pages.signedIn().openQuery(REFUSALS);
    search.press("j");
    search.press("j");
    search.press("k");
    search.press("j");
    assertThat(search.rows().nth(1)).hasAttribute("aria-selected", "true");
    search.press("e");
    assertThat(search.drawer()).isVisible();
    assertThat(search.page.getByTestId("tab-details")).hasAttribute("aria-selected", "true");
    search.press("e");
    assertThat(search.page.getByTestId("raw-json")).containsText("\"auditID\"");
    search.press("j");
    assertThat(search.rows().nth(2)).hasAttribute("aria-selected", "true");
    search.press("Escape");
    assertThat(search.drawer()).hasCount(0);
    search.press("?");
    assertThat(search.page.getByRole(AriaRole.DIALOG)).containsText("Keys and queries");
    search.press("Escape");
    search.press("Control+k");
    assertThat(search.page.getByTestId("palette")).isVisible();
    search.page.keyboard().type("oldest");
    search.press("Enter");
    search.waitForParameter("order", "asc");
    search.press("/");
    assertThat(search.query()).isFocused();
  }

  @Test
  void a_wrong_query_is_marked_where_it_is_wrong(Pages pages) {
    SearchPage search = pages.signedIn().open("");
    search.search("user:alice AND code:[400 TO");
    Locator problem = search.page.getByTestId("query-problem");
    assertThat(problem).containsText("Column 28: expected");
    search.page.getByRole(AriaRole.BUTTON, named("Go to column 28")).last().click();
    assertThat(search.query()).isFocused();
    assertThat(search.page.evaluate("document.activeElement.selectionStart")).isEqualTo(27);
    search.page.keyboard().type(" 499]");
    search.press("Enter");
    assertThat(problem).hasCount(0);
  }

  @Test
  void nothing_found_says_what_each_way_out_would_show(Pages pages) {
    SearchPage search = pages.signedIn().open("q=pod:node-tuner-x7k2p&from=now-1h");
    Locator empty = search.page.getByTestId("no-results");
    Locator anytime = empty.getByRole(AriaRole.BUTTON).first();
    assertThat(anytime).hasText(Pattern.compile("Search all time *\\d\\d"));
    anytime.click();
    assertThat(search.rows().first()).containsText("node-tuner-x7k2p");
  }

  private static void brush(SearchPage search, double from, double to) {
    BoundingBox box = search.page.locator(".chart .u-over").boundingBox();
    double middle = box.y + box.height / 2;
    search.page.mouse().move(box.x + box.width * from, middle);
    search.page.mouse().down();
    search.page.mouse().move(box.x + box.width * to, middle);
    search.page.mouse().up();
  }
}
