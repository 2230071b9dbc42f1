package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes the picture that the README shows: the first query of `docs/demo.md` in the hour of the
/// incident, with the event open in which the node's administrator was read. In the project's
/// folder, after `mvn install -DskipTests`:
///
/// ```
/// mvn -pl app exec:java -Dexec.classpathScope=test -Dexec.mainClass=io.kubescribe.app.page.PagePictures
/// ```
final class PagePictures {
  private static final Path PICTURE = Path.of("docs", "images", "search.png");

  private static final int WARM_UP = 30;

  private PagePictures() {}

  public static void main(String[] arguments) throws IOException {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setViewportSize(1440, 900).setColorScheme(ColorScheme.DARK);
    try (PageServer server = new PageServer(Files.createTempDirectory("kubescribe-pages"));
        Chromium chromium = new Chromium();
        SearchPage search = new SearchPage(chromium.browser(), server, options)) {
      server.loadStory();
      search.signIn();
      search.open(
          "from=2026-11-20T02:05:00Z&to=2026-11-20T02:45:00Z"
              + "&q=userKind:serviceaccount+-ip:10.0.0.0/8");
      // The first searches of a process are slow, and the picture shows how long one took.
      for (int i = 0; i < WARM_UP; i++) {
        search.page.waitForResponse(
            response -> response.url().contains("/api/v1/events?"), () -> search.press("r"));
        search.page.waitForLoadState(LoadState.NETWORKIDLE);
      }
      Locator shell =
          search.rows().filter(new Locator.FilterOptions().setHasText("super-admin.conf")).first();
      shell.locator(".cell-time").click();
      assertThat(search.drawer()).containsText("super-admin.conf");
      search.page.mouse().move(0, 0);
      search.page.waitForLoadState(LoadState.NETWORKIDLE);
      search.page.evaluate("document.fonts.ready");
      search.page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
    }
    System.out.println(PICTURE + ": " + (Files.size(PICTURE) >> 10) + " KiB");
  }
}
