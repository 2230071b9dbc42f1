package io.kubescribe.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;

/// Pages of one test. What the browser complained of fails the test when it ends.
final class Pages {
  final PageServer server;
  private final Browser browser;
  private final List<SearchPage> opened = new ArrayList<>();

  Pages(PageServer server, Browser browser) {
    this.server = server;
    this.browser = browser;
  }

  /// Nobody is signed in.
  SearchPage fresh() {
    return fresh(new Browser.NewContextOptions());
  }

  SearchPage fresh(Browser.NewContextOptions options) {
    SearchPage page = new SearchPage(browser, server, options);
    opened.add(page);
    return page;
  }

  SearchPage signedIn() {
    return fresh().signIn();
  }

  SearchPage signedIn(Browser.NewContextOptions options) {
    return fresh(options).signIn();
  }

  void end() {
    opened.forEach(SearchPage::close);
    opened.forEach(page -> assertThat(page.complaints()).as("complaints of the browser").isEmpty());
  }
}
