package io.kubescribe.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Watching a recording, as an auditor does it.
@ExtendWith(PagesExtension.class)
final class PlayerBrowserIT {
  private static final String SESSION = SampleSessions.id(SampleSessions.SEALED);
  private static final double[] SEGMENTS = {0, 5.3, 15, 20.7, 31, 58, 61.5, 75, 82.25};

  private static PlayerPage player(Pages pages) {
    return player(pages, new SampleSessions(SEGMENTS));
  }

  private static PlayerPage player(Pages pages, SampleSessions sessions) {
    SearchPage page = pages.signedIn();
    sessions.answerIn(page.context);
    return new PlayerPage(page);
  }

  @Test
  void a_session_is_opened_from_the_list_and_plays(Pages pages) {
    PlayerPage player = player(pages);
    player.browser.openPath("/sessions");
    player.page.getByLabel(Pattern.compile("Play: .*web-3 .*")).click();
    player.waitForStatus("playing");
    assertThat(player.screenText()).containsText("root@web");
    assertThat(player.page.getByTestId("integrity")).containsText("Sealed");
    assertThat(player.page.title()).contains("bash -l 3");
  }

  @Test
  void a_seek_anywhere_gives_the_screen_of_playing_it_from_the_start(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 1);
    PlayerPage whole = player(pages, new SampleSessions(0)).openAt(SESSION, 1);
    Random random = new Random(40);
    for (int seek = 0; seek < 40; seek++) {
      double time = random.nextDouble() * SampleTerminal.DURATION;
      player.seek(time, SampleTerminal.DURATION);
      whole.seek(time, SampleTerminal.DURATION);
      assertThat(player.time()).isEqualTo(whole.time());
      assertThat(player.screen()).as("screen at %s", time).isEqualTo(whole.screen());
    }
  }

  @Test
  void a_seek_asks_for_the_segment_that_it_needs_and_its_neighbours(Pages pages) {
    SampleSessions sessions = new SampleSessions(SEGMENTS);
    PlayerPage player = player(pages, sessions).openAt(SESSION, 1);
    sessions.asked.clear();
    player.seek(65, SampleTerminal.DURATION);
    assertThat(player.screenText()).not().isEmpty();
    List<String> segments =
        sessions.asked.stream().filter(path -> path.contains("/replay/")).toList();
    assertThat(segments)
        .isNotEmpty()
        .allMatch(path -> path.endsWith("/6.json") || path.endsWith("/7.json"));
  }

  @Test
  void links_by_offset_and_by_clock_open_at_the_moment(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 70.5);
    assertThat(player.screenText()).containsText(SampleTerminal.RARE);
    assertThat(player.time()).isEqualTo(70.5);
    String at = SampleSessions.START.minusSeconds(3_600L * SampleSessions.SEALED - 71).toString();
    player.open(SESSION, "at=" + at);
    player.waitUntilItStands();
    assertThat(player.time()).isEqualTo(71);
    player.browser.waitForParameter("t", "71");
  }

  @Test
  void the_address_follows_and_back_returns_to_the_list(Pages pages) {
    PlayerPage player = player(pages);
    player.browser.openPath("/sessions");
    player.page.getByLabel(Pattern.compile("Play: .*web-3 .*")).click();
    player.waitForStatus("playing");
    player.page.getByTestId("play").click();
    player.waitForStatus("paused");
    player.seek(45, SampleTerminal.DURATION);
    player.page.waitForURL(Pattern.compile(".*\\?t=4[45]\\.?\\d*"));
    player.page.goBack();
    assertThat(player.page.getByTestId("session-row").first()).isVisible();
  }

  @Test
  void keys_play_move_and_find(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 10);
    player.browser.press("ArrowRight");
    player.waitForTime(15, 15);
    player.browser.press("Shift+ArrowLeft");
    player.waitForTime(6, 6);
    player.browser.press("5");
    player.waitForTime(45, 45);
    player.browser.press("]");
    player.waitUntilItStands();
    player.browser.press("[");
    player.waitForTime(24.5, 24.5);
    player.browser.press("End");
    player.waitForStatus("ended");
    player.browser.press("Home");
    player.waitForTime(0, 0);
    player.browser.press(" ");
    player.waitForStatus("playing");
    player.browser.press(" ");
    player.waitForStatus("paused");
    player.browser.press(">");
    assertThat(player.page.getByTestId("speed")).hasValue("1.5");
    player.browser.press("i");
    assertThat(player.page.getByText("Skip idle")).hasAttribute("aria-pressed", "false");
    player.browser.press("?");
    assertThat(player.page.getByRole(AriaRole.DIALOG)).containsText("Previous or next command");
  }

  @Test
  void a_change_of_the_screen_forwards_and_back(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 20);
    player.browser.press(".");
    player.waitForTime(20.1, 20.2);
    String after = player.screen();
    player.browser.press(".");
    player.waitForTime(20.2, 20.3);
    player.browser.press(",");
    player.waitForTime(20.1, 20.2);
    assertThat(player.screen()).isEqualTo(after);
  }

  @Test
  void idle_time_is_skipped_and_said(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 31.5);
    player.browser.press(" ");
    assertThat(player.page.getByTestId("skipped")).containsText("Skipped 2");
    player.waitForTime(57, 60);
  }

  @Test
  void another_speed_goes_on_where_it_was(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 16);
    player.page.getByTestId("speed").selectOption("8");
    player.waitUntilItStands();
    assertThat(player.time()).isEqualTo(16);
    player.browser.press(" ");
    player.waitForTime(24, 31);
  }

  @Test
  void words_are_found_marked_on_the_timeline_and_gone_to(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 1);
    player.browser.press("/");
    player.page.getByTestId("find").fill("LIGHTHOUSE");
    assertThat(player.page.getByTestId("find-count")).hasText("1");
    assertThat(player.page.locator(".timeline-hit")).hasCount(1);
    player.page.getByTestId("find").press("Enter");
    player.waitForTime(SampleTerminal.RARE_AT, SampleTerminal.RARE_AT + 1);
    assertThat(player.screenText()).containsText(SampleTerminal.RARE);
    assertThat(player.page.getByTestId("find-count")).hasText("1 of 1");
    player.browser.waitForParameter("find", "LIGHTHOUSE");
    player.page.getByTestId("find").fill("done");
    player.page.getByTestId("find").press("Escape");
    player.browser.press("n");
    player.waitForTime(SampleTerminal.IDLE_FROM, SampleTerminal.IDLE_FROM + 0.1);
  }

  @Test
  void commands_lead_to_just_before_them(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 1);
    Locator commands = player.page.getByTestId("command");
    assertThat(commands).hasCount(3);
    assertThat(commands.nth(1)).containsText("exit 2");
    assertThat(commands.nth(2)).containsText("no echo, 8 keys");
    commands.nth(1).click();
    player.waitForTime(24.5, 24.5);
    assertThat(commands.nth(0)).hasAttribute("aria-current", "true");
    player.page.getByLabel("Filter the commands").fill("part1");
    assertThat(commands).hasCount(1);
  }

  @Test
  void a_segment_that_fails_leaves_the_transcript_and_can_be_tried_again(Pages pages) {
    SampleSessions sessions = new SampleSessions(SEGMENTS);
    sessions.failFrom = 5;
    PlayerPage player = player(pages, sessions).openAt(SESSION, 10);
    player
        .timeline()
        .click(
            new Locator.ClickOptions()
                .setPosition(player.timeline().boundingBox().width * 0.8, 30));
    assertThat(player.page.getByTestId("stage-problem")).isVisible();
    double time = player.time();
    player.page.getByText("Read the transcript").click();
    assertThat(player.page.getByTestId("transcript")).isVisible();
    sessions.failFrom = Integer.MAX_VALUE;
    player.page.getByText("Try again from here").click();
    player.waitUntilItStands();
    assertThat(player.time()).isEqualTo(time);
    assertThat(player.page.getByTestId("stage-problem")).hasCount(0);
  }

  @Test
  void without_the_players_script_the_transcript_still_tells_everything(Pages pages) {
    PlayerPage player = player(pages);
    player.page.route(Pattern.compile(".*/assets/engine-.*\\.js"), route -> route.abort());
    player.open(SESSION, "pane=transcript&find=lighthouse");
    assertThat(player.page.getByTestId("stage-problem")).isVisible();
    assertThat(player.page.getByTestId("find-count")).hasText("1");
    assertThat(player.page.getByTestId("transcript")).not().isEmpty();
    player.browser.complaints().removeIf(text -> text.contains("ERR_FAILED"));
  }

  @Test
  void it_is_verified_when_asked(Pages pages) {
    PlayerPage player = player(pages).openAt(SESSION, 1);
    player.page.getByText("Verify now").click();
    assertThat(player.page.getByTestId("verification")).containsText("41 chunks as written");
    player.openAt(SampleSessions.id(SampleSessions.TORN), 1);
    assertThat(player.page.getByTestId("integrity")).containsText("1 gap");
    player.page.getByText("Verify now").click();
    assertThat(player.page.getByTestId("verification")).containsText("checksum differs");
  }

  @Test
  void link_screen_and_wall_clock(Pages pages) {
    PlayerPage player = player(pages);
    player.browser.context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    player.openAt(SESSION, 12.5);
    player.browser.press("y");
    assertThat(player.page.getByLabel("Copy a link to this moment")).isVisible();
    String link = "location.origin + '/sessions/" + SESSION + "?t=12.5'";
    player.page.waitForFunction("async () => await navigator.clipboard.readText() === " + link);
    player.browser.press("s");
    player.page.waitForFunction(
        "async () => (await navigator.clipboard.readText()).startsWith('root@web')");
    assertThat(player.page.getByTestId("clock")).containsText("2026-11-20 06:00:12 UTC");
    assertThat(player.timeline()).hasAttribute("aria-valuetext", "13 s of 1 min 30 s, 06:00:12");
  }

  @Test
  void a_live_session_is_replayed_so_far_and_ended_with_a_reason(Pages pages) {
    SampleSessions sessions = new SampleSessions(SEGMENTS);
    PlayerPage player = player(pages, sessions).openAt(SampleSessions.id(SampleSessions.LIVE), 5);
    assertThat(player.page.getByTestId("replay-so-far")).hasAttribute("aria-pressed", "true");
    player.page.getByText("End session").click();
    player.page.getByLabel("Reason").fill("not on call");
    player.page.getByRole(AriaRole.DIALOG).getByText("End session").last().click();
    assertThat(player.page.getByText("Ending…")).isVisible();
    assertThat(sessions.asked).contains("DELETE /" + SampleSessions.id(0) + "?why=not+on+call");
  }

  @Test
  void an_unknown_session_is_explained(Pages pages) {
    PlayerPage player = player(pages);
    player.open("0000", "");
    assertThat(player.page.getByRole(AriaRole.ALERT))
        .containsText("No recorded session with this id");
  }
}
