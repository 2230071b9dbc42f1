package io.kubescribe.replay.derive;

import io.kubescribe.replay.derive.command.CommandWatcher;
import io.kubescribe.replay.derive.timeline.TimelineBuilder;
import io.kubescribe.replay.terminal.TerminalListener;

/// Hands on what the terminal tells to whom it concerns.
final class Listeners implements TerminalListener {
  private final CommandWatcher commands;
  private final TimelineBuilder timeline;
  private long now;

  Listeners(CommandWatcher commands, TimelineBuilder timeline) {
    this.commands = commands;
    this.timeline = timeline;
  }

  void now(long nanos) {
    now = nanos;
  }

  @Override
  public void lineFeeds() {
    commands.lineFeeds();
  }

  @Override
  public void screenSwitches(boolean alternate) {
    timeline.switches(now, alternate);
    commands.screenSwitches(alternate);
  }

  @Override
  public void command(String text) {
    commands.command(text);
  }

  @Override
  public void bracketedPaste(boolean on) {
    commands.bracketedPaste(on);
  }
}
