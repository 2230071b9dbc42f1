package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The search page in a browser of its own, and what a person does there. Waits on conditions only.
/// Whatever a browser complains of is kept for [#complaints].
final class SearchPage implements AutoCloseable {
  /// A refused answer is said on the console too; the tests that provoke one look at the page.
  private static final Pattern REFUSED_ANSWER =
      Pattern.compile(
          "Failed to load resource: the server responded with a status of (4|5)\\d\\d.*");

  final Page page;
  final BrowserContext context;
  private final PageServer server;
  private final List<String> complaints = new ArrayList<>();

  SearchPage(Browser browser, PageServer server, Browser.NewContextOptions options) {
    this.server = server;
    context = browser.newContext(options);
    context.addInitScript(
        "addEventListener('securitypolicyviolation',"
            + " event => console.error('policy: ' + event.violatedDirective))");
    page = context.newPage();
    page.onConsoleMessage(message -> {
      boolean harmless =
          !List.of("error", "warning").contains(message.type())
              || REFUSED_ANSWER.matcher(message.text()).matches();
      if (!harmless) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    String own = server.uri("/").toString();
    page.onRequest(request -> {
      if (!request.url().startsWith(own) && !request.url().startsWith("data:")) {
        complaints.add("outside: " + request.url());
      }
    });
  }

  /// Errors and warnings of the console, scripts that failed, breaches of the content security
  /// policy, and requests that left the server.
  List<String> complaints() {
    return complaints;
  }

  SearchPage signIn() {
    context
        .request()
        .post(
            server.uri("/api/v1/login").toString(),
            RequestOptions.create()
                .setHeader("X-Kubescribe", "1")
                .setData(Map.of("token", server.token)));
    return this;
  }

  /// Opens the page at what would stand behind the `?`.
  SearchPage open(String parameters) {
    return openPath("/" + (parameters.isEmpty() ? "" : "?" + parameters));
  }

  /// Opens another of the pages.
  SearchPage openPath(String path) {
    page.navigate(server.uri(path).toString());
    return this;
  }

  /// Opens the page with a query and waits for its rows.
  SearchPage openQuery(String query) {
    open("q=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    assertThat(rows().first()).isVisible();
    return this;
  }

  /// Types a query in place of the one that stands there, and searches.
  void search(String query) {
    query().fill(query);
    query().press("Enter");
  }

  Locator query() {
    return page.getByTestId("query-input");
  }

  Locator rows() {
    return page.getByTestId("result-row");
  }

  Locator drawer() {
    return page.getByTestId("drawer");
  }

  Locator total() {
    return page.getByTestId("total");
  }

  /// An entry of the menu of the value that was clicked.
  Locator menu(String entry) {
    return page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText(entry));
  }

  /// Opens the event of a row, by its time, where no value is clicked.
  void openRow(int index) {
    rows().nth(index).locator(".cell-time").click();
    assertThat(drawer()).isVisible();
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  void waitForTotal(String count) {
    assertThat(total().locator("strong")).hasText(count);
  }

  /// Waits until the address has a parameter with this value.
  void waitForParameter(String name, String value) {
    page.waitForURL(url -> parameter(url, name).equals(Optional.of(value)));
  }

  Optional<String> parameter(String name) {
    return parameter(page.url(), name);
  }

  private static Optional<String> parameter(String url, String name) {
    String query = Optional.ofNullable(URI.create(url).getRawQuery()).orElse("");
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    // Requests under way would be answered by their handlers after the browser's part of them is
    // gone.
    page.navigate("about:blank");
    context.close();
  }
}
