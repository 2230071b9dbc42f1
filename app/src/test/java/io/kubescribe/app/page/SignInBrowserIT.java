package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Coming in, and being sent out.
@ExtendWith(PagesExtension.class)
final class SignInBrowserIT {
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
    // A click asks at once; typing would ask for completions first, and end the page before Enter.
    page.page.getByText("People only").click();
    assertThat(form(page)).containsText("Your session has ended");
    assertThat(page.rows()).hasCount(0);
    page.page.getByLabel("API token").fill(pages.server.token);
    page.page.getByLabel("API token").press("Enter");
    assertThat(page.rows().first()).containsText("delete");
    assertThat(page.query()).hasValue("verb:delete -userKind:(serviceaccount OR node OR system)");
  }

  @Test
  void signing_out_leaves_nothing_on_the_screen(Pages pages) {
    SearchPage page = pages.signedIn().openQuery("verb:delete");
    page.page
        .getByRole(AriaRole.BUTTON)
        .filter(new Locator.FilterOptions().setHasText("admin"))
        .click();
    assertThat(form(page)).isVisible();
    page.page.reload();
    assertThat(form(page)).isVisible();
  }

  private static Locator form(SearchPage page) {
    return page.page.getByTestId("sign-in");
  }
}
