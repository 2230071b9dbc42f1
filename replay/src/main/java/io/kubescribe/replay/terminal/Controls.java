package io.kubescribe.replay.terminal;

/// Carries out what the [Parser] recognises. What is not here is ignored, as by the player's
/// terminal; nothing is ever answered.
final class Controls implements Functions {
  private final Screen screen;
  private final TerminalListener listener;
  private final Printing printing;
  private final Motion motion;
  private final Editing editing;

  Controls(Screen screen, Printing printing, TerminalListener listener) {
    this.screen = screen;
    this.listener = listener;
    this.printing = printing;
    this.motion = new Motion(screen);
    this.editing = new Editing(screen);
  }

  @Override
  public void print(int code) {
    printing.print(code);
  }

  @Override
  public void command(String text) {
    listener.command(text);
  }

  @Override
  public void control(int code) {
    switch (code) {
      case 0x07 -> listener.bell();
      case 0x08 -> motion.backspace();
      case 0x09 -> motion.nextTab(1);
      case 0x0a, 0x0b, 0x0c, 0x84 -> {
        listener.lineFeeds();
        motion.lineFeed();
      }
      case 0x0d -> motion.carriageReturn();
      case 0x0e -> screen.activeCharset = 1;
      case 0x0f -> screen.activeCharset = 0;
      case 0x85 -> {
        listener.lineFeeds();
        motion.lineFeed();
        motion.carriageReturn();
      }
      case 0x88 -> motion.setTab();
      case 0x8d -> motion.reverseLineFeed();
      default -> {}
    }
  }

  @Override
  public void escape(int intermediate, int code) {
    switch (intermediate) {
      case 0 -> {
        switch (code) {
          case '7' -> screen.save();
          case '8' -> screen.restore();
          case 'c' -> screen.hardReset();
          default -> {
            if (code >= '@' && code <= '_') {
              control(code + 0x40);
            }
          }
        }
      }
      case '#' -> {
        if (code == '8') {
          editing.alignmentTest();
        }
      }
      case '(' -> screen.drawing[0] = code == '0';
      case ')' -> screen.drawing[1] = code == '0';
      default -> {}
    }
  }

  @Override
  public void sequence(int intermediate, int code, Parameters parameters) {
    switch (intermediate) {
      case 0 -> {
        if (code >= 'g') {
          modes(code, parameters);
        } else {
          edit(code, parameters);
        }
      }
      case '!' -> {
        if (code == 'p') {
          screen.softReset();
        }
      }
      case '?' -> {
        if (code == 'h' || code == 'l') {
          for (int i = 0; i < parameters.count(); i++) {
            privateMode(parameters.get(i), code == 'h');
          }
        }
      }
      default -> {}
    }
  }

  private void edit(int code, Parameters parameters) {
    int count = parameters.getOrOne(0);
    switch (code) {
      case '@' -> editing.insertCharacters(count);
      case 'A' -> motion.up(count);
      case 'B', 'e' -> motion.down(count);
      case 'C', 'a' -> motion.right(count);
      case 'D' -> motion.left(count);
      case 'E' -> {
        motion.down(count);
        motion.carriageReturn();
      }
      case 'F' -> {
        motion.up(count);
        motion.carriageReturn();
      }
      case 'G', '`' -> motion.toColumn(count - 1);
      case 'H', 'f' -> {
        motion.toColumn(parameters.getOrOne(1) - 1);
        motion.toRow(count - 1);
      }
      case 'I' -> motion.nextTab(count);
      case 'J' -> editing.eraseScreen(parameters.get(0));
      case 'K' -> editing.eraseLine(parameters.get(0));
      case 'L' -> editing.insertLines(count);
      case 'M' -> editing.deleteLines(count);
      case 'P' -> editing.deleteCharacters(count);
      case 'S' -> editing.scrollUp(count);
      case 'T' -> editing.scrollDown(count);
      case 'W' -> {
        switch (parameters.get(0)) {
          case 0 -> motion.setTab();
          case 2 -> motion.clearTab();
          case 5 -> motion.clearTabs();
          default -> {}
        }
      }
      case 'X' -> editing.eraseCharacters(count);
      case 'Z' -> motion.previousTab(count);
      case 'b' -> printing.repeat(count);
      case 'd' -> motion.toRow(count - 1);
      default -> {}
    }
  }

  private void modes(int code, Parameters parameters) {
    switch (code) {
      case 'g' -> {
        switch (parameters.get(0)) {
          case 0 -> motion.clearTab();
          case 3 -> motion.clearTabs();
          default -> {}
        }
      }
      case 'h', 'l' -> {
        for (int i = 0; i < parameters.count(); i++) {
          mode(parameters.get(i), code == 'h');
        }
      }
      case 'm' -> screen.style = Rendition.apply(screen.style, parameters);
      case 'r' -> {
        int bottom = parameters.get(1);
        motion.margins(parameters.getOrOne(0) - 1, (bottom == 0 ? screen.rows : bottom) - 1);
      }
      case 's' -> screen.save();
      case 'u' -> screen.restore();
      default -> {}
    }
  }

  private void mode(int mode, boolean on) {
    switch (mode) {
      case 4 -> screen.insert = on;
      case 20 -> screen.newLine = on;
      default -> {}
    }
  }

  private void privateMode(int mode, boolean on) {
    switch (mode) {
      case 1 -> screen.cursorKeys = on;
      case 6 -> {
        screen.origin = on;
        motion.home();
      }
      case 7 -> screen.autoWrap = on;
      case 25 -> screen.cursorVisible = on;
      case 47, 1047 -> alternate(on, false);
      case 1048 -> {
        if (on) {
          screen.save();
        } else {
          screen.restore();
        }
      }
      case 1049 -> alternate(on, true);
      case 2004 -> listener.bracketedPaste(on);
      default -> {}
    }
  }

  private void alternate(boolean on, boolean withCursor) {
    if (on) {
      if (withCursor) {
        screen.save();
      }
      screen.showAlternate();
    } else {
      screen.showPrimary(withCursor);
    }
  }
}
