package io.kubescribe.replay.terminal;

/// Tells text from control functions: the state machine of DEC's terminals, which also takes the
/// eight-bit controls (U+0080 to U+009F).
///
/// @see <a href="https://vt100.net/emu/dec_ansi_parser">Paul Williams' parser</a>
final class Parser {
  /// Where it stands; the names are those of the source.
  enum State {
    GROUND,
    ESCAPE,
    ESCAPE_INTERMEDIATE,
    CSI_ENTRY,
    CSI_PARAM,
    CSI_INTERMEDIATE,
    CSI_IGNORE,
    DCS_ENTRY,
    DCS_PARAM,
    DCS_INTERMEDIATE,
    DCS_PASSTHROUGH,
    DCS_IGNORE,
    OSC_STRING,
    SOS_PM_APC_STRING
  }

  private static final int MAX_COMMAND = 8 * 1024;

  private final Functions functions;
  private final Parameters parameters = new Parameters();
  private final StringBuilder command = new StringBuilder();
  private State state = State.GROUND;
  private int intermediate;

  /// Whether the escape character came within a command: a backslash would end it.
  private boolean commandEnds;

  Parser(Functions functions) {
    this.functions = functions;
  }

  boolean isGround() {
    return state == State.GROUND;
  }

  void accept(int code) {
    // Everything beyond the controls acts like a letter.
    int kind = code >= 0xa0 ? 'A' : code;
    if (kind == 0x1b) {
      commandEnds = state == State.OSC_STRING;
      clear();
      state = State.ESCAPE;
    } else if (kind == 0x18 || kind == 0x1a) {
      cancel(code);
    } else if (kind >= 0x80) {
      eightBit(code);
    } else {
      switch (state) {
        case GROUND -> ground(code, kind);
        case ESCAPE -> escape(code, kind);
        case ESCAPE_INTERMEDIATE -> escapeIntermediate(code, kind);
        case CSI_ENTRY -> csiEntry(code, kind);
        case CSI_PARAM -> csiParam(code, kind);
        case CSI_INTERMEDIATE -> csiIntermediate(code, kind);
        case CSI_IGNORE -> csiIgnore(code, kind);
        case DCS_ENTRY -> dcsEntry(code, kind);
        case DCS_PARAM -> dcsParam(code, kind);
        case DCS_INTERMEDIATE -> dcs(code, kind);
        case OSC_STRING -> osc(code, kind);
        case DCS_PASSTHROUGH, DCS_IGNORE, SOS_PM_APC_STRING -> {}
      }
    }
  }

  private void cancel(int code) {
    state = State.GROUND;
    functions.control(code);
  }

  private void eightBit(int code) {
    switch (code) {
      case 0x90 -> {
        clear();
        state = State.DCS_ENTRY;
      }
      case 0x98, 0x9e, 0x9f -> state = State.SOS_PM_APC_STRING;
      case 0x9b -> {
        clear();
        state = State.CSI_ENTRY;
      }
      case 0x9c -> {
        if (state == State.OSC_STRING) {
          functions.command(command.toString());
        }
        state = State.GROUND;
      }
      case 0x9d -> startCommand();
      default -> cancel(code);
    }
  }

  private void ground(int code, int kind) {
    if (kind < 0x20) {
      functions.control(code);
    } else if (kind < 0x7f) {
      functions.print(code);
    }
  }

  private void escape(int code, int kind) {
    if (kind < 0x20) {
      functions.control(code);
    } else if (kind < 0x30) {
      collect(code, State.ESCAPE_INTERMEDIATE);
    } else {
      switch (kind) {
        case '[' -> {
          clear();
          state = State.CSI_ENTRY;
        }
        case ']' -> startCommand();
        case 'P' -> {
          clear();
          state = State.DCS_ENTRY;
        }
        case 'X', '^', '_' -> state = State.SOS_PM_APC_STRING;
        case 0x7f -> {}
        default -> {
          state = State.GROUND;
          if (code == '\\' && commandEnds) {
            functions.command(command.toString());
          }
          functions.escape(0, code);
        }
      }
    }
  }

  private void escapeIntermediate(int code, int kind) {
    if (kind < 0x20) {
      functions.control(code);
    } else if (kind < 0x30) {
      collect(code, State.ESCAPE_INTERMEDIATE);
    } else if (kind < 0x7f) {
      state = State.GROUND;
      functions.escape(intermediate, code);
    }
  }

  private void csiEntry(int code, int kind) {
    if (kind == ':') {
      state = State.CSI_IGNORE;
    } else if (kind >= '<' && kind <= '?') {
      collect(code, State.CSI_PARAM);
    } else if (kind >= '0' && kind <= ';') {
      state = State.CSI_PARAM;
      parameters.accept(code);
    } else {
      csi(code, kind);
    }
  }

  private void csiParam(int code, int kind) {
    if (kind >= '0' && kind <= ';') {
      parameters.accept(code);
    } else if (kind >= '<' && kind <= '?') {
      state = State.CSI_IGNORE;
    } else {
      csi(code, kind);
    }
  }

  private void csiIntermediate(int code, int kind) {
    if (kind >= '0' && kind <= '?') {
      state = State.CSI_IGNORE;
    } else {
      csi(code, kind);
    }
  }

  /// What all states of a control sequence have in common.
  private void csi(int code, int kind) {
    if (kind < 0x20) {
      functions.control(code);
    } else if (kind < 0x30) {
      collect(code, State.CSI_INTERMEDIATE);
    } else if (kind < 0x7f) {
      state = State.GROUND;
      functions.sequence(intermediate, code, parameters);
    }
  }

  private void csiIgnore(int code, int kind) {
    if (kind < 0x20) {
      functions.control(code);
    } else if (kind >= 0x40 && kind < 0x7f) {
      state = State.GROUND;
    }
  }

  private void dcsEntry(int code, int kind) {
    if (kind >= '<' && kind <= '?') {
      collect(code, State.DCS_PARAM);
    } else if (kind >= '0' && kind <= ';' && kind != ':') {
      state = State.DCS_PARAM;
      parameters.accept(code);
    } else {
      dcs(code, kind);
    }
  }

  private void dcsParam(int code, int kind) {
    if (kind >= '0' && kind <= ';' && kind != ':') {
      parameters.accept(code);
    } else {
      dcs(code, kind);
    }
  }

  private void dcs(int code, int kind) {
    if (kind >= 0x40 && kind < 0x7f) {
      state = State.DCS_PASSTHROUGH;
    } else if (kind >= 0x30 && kind < 0x40) {
      state = State.DCS_IGNORE;
    } else if (kind >= 0x20 && kind < 0x30) {
      collect(code, State.DCS_INTERMEDIATE);
    }
  }

  private void osc(int code, int kind) {
    if (kind == 7) {
      state = State.GROUND;
      functions.command(command.toString());
    } else if (kind >= 0x20 && command.length() < MAX_COMMAND) {
      command.appendCodePoint(code);
    }
  }

  private void startCommand() {
    command.setLength(0);
    state = State.OSC_STRING;
  }

  private void clear() {
    parameters.clear();
    intermediate = 0;
  }

  private void collect(int code, State next) {
    intermediate = code;
    state = next;
  }

  /// Appends what brings a parser in ground state to where this one is.
  void appendPending(StringBuilder out) {
    String collected = intermediate == 0 ? "" : Character.toString(intermediate);
    switch (state) {
      case GROUND -> {}
      case ESCAPE -> out.append(commandEnds ? "\u001b]" + command : "").append('\u001b');
      case ESCAPE_INTERMEDIATE -> out.append('\u001b').append(collected);
      case CSI_ENTRY -> out.append("\u001b[");
      case CSI_PARAM -> parameters.appendTo(out.append("\u001b[").append(collected));
      case CSI_INTERMEDIATE -> {
        parameters.appendTo(out.append("\u001b["));
        out.append(collected);
      }
      case CSI_IGNORE -> out.append("\u001b[:");
      case DCS_ENTRY -> out.append("\u001bP");
      case DCS_PARAM -> parameters.appendTo(out.append("\u001bP").append(collected));
      case DCS_INTERMEDIATE -> out.append("\u001bP").append(collected);
      case DCS_PASSTHROUGH -> out.append("\u001bP@");
      case DCS_IGNORE -> out.append("\u001bP:");
      case OSC_STRING -> out.append("\u001b]").append(command);
      case SOS_PM_APC_STRING -> out.append("\u001bX");
    }
  }
}
