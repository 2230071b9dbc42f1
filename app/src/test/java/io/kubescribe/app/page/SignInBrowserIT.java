package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Coming in, and being sent out.
@ExtendWith(PagesExtension.class)
final class SignInBrowserIT {
  private static final String SIGN_OUT = "**/api/v1/logout";

  @Test
  void the_printed_link_signs_in_once(Pages pages) {
    String link = pages.server.signInLink().toString();
    SearchPage first = pages.fresh();
    first.page.navigate(link);
    assertThat(first.rows().first()).isVisible();
    assertThat(first.page.url()).isEqualTo(pages.server.uri("/").toString());

    SearchPage second = pages.fresh();
    second.page.navigate(link);
    assertThat(second.page.url()).isEqualTo(pages.server.uri("/").toString());
    assertThat(form(second)).isVisible();
  }

  @Test
  void a_token_signs_in_and_a_wrong_one_is_told_so(Pages pages) {
    SearchPage page = pages.fresh().open("q=action:exec");
    Locator token = page.page.getByLabel("API token");
    token.fill("not a token");
    token.press("Enter");
    assertThat(form(page).getByRole(AriaRole.ALERT)).containsText("not known");
    token.fill(pages.server.token);
    token.press("Enter");
    assertThat(page.rows().first()).containsText("exec");
  }

  @Test
  void who_is_signed_out_in_mid_search_comes_back_to_it(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    page.context.clearCookies();
    page.query().press("End");
    page.page.waitForResponse(
        response -> response.url().contains("/values") && response.status() == 401,
        () -> page.query().pressSequentially(" user:a"));
    page.query().pressSequentially("*");
    assertThat(page.query()).hasValue("verb:delete user:a*");
    page.query().press("Enter");
    assertThat(form(page)).containsText("Your session has ended");
    assertThat(page.rows()).hasCount(0);
    enterToken(page, pages);
    assertThat(page.query()).hasValue("verb:delete user:a*");
    assertThat(page.parameter("q")).hasValue("verb:delete user:a*");
  }

  @Test
  void a_query_in_mid_word_outlives_the_session(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    page.query().fill("verb:delete shado");
    page.context.clearCookies();
    page.page.getByLabel("Search again").click();
    assertThat(form(page)).isVisible();
    enterToken(page, pages);
    assertThat(page.rows().first()).containsText("delete");
    assertThat(page.query()).hasValue("verb:delete shado");
  }

  @Test
  void signing_out_leaves_nothing_on_the_screen(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    page.page.getByLabel("Sign out admin").click();
    assertThat(form(page)).isVisible();
    page.page.reload();
    assertThat(form(page)).isVisible();
  }

  @Test
  void a_sign_out_that_fails_is_said_and_can_be_tried_again(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    Locator alert = failToSignOut(page);
    button(alert, "Try again").click();
    assertThat(button(alert, "Try again")).isEnabled();
    page.page.unroute(SIGN_OUT);
    button(alert, "Try again").click();
    assertThat(form(page)).isVisible();
    page.page.reload();
    assertThat(form(page)).isVisible();
  }

  @Test
  void who_could_not_sign_out_may_go_on(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    Locator alert = failToSignOut(page);
    button(alert, "Stay signed in").click();
    assertThat(alert).hasCount(0);
    page.search("verb:patch");
    assertThat(page.rows().first()).containsText("patch");
  }

  @Test
  void signing_out_of_an_ended_session_is_no_failure(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    page.context.clearCookies();
    page.page.getByLabel("Sign out admin").click();
    assertThat(form(page)).isVisible();
  }

  private static void enterToken(SearchPage page, Pages pages) {
    page.page.getByLabel("API token").fill(pages.server.token);
    page.page.getByLabel("API token").press("Enter");
    assertThat(form(page)).hasCount(0);
  }

  private static Locator failToSignOut(SearchPage page) {
    page.page.route(SIGN_OUT, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
    page.page.getByLabel("Sign out admin").click();
    Locator alert = page.page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(alert).containsText("You are still signed in");
    return alert;
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  private static Locator form(SearchPage page) {
    return page.page.getByTestId("sign-in");
  }
}
