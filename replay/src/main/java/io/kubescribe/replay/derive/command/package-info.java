/// Finds the command lines that were entered, by what was on the screen when they were; start at
/// [io.kubescribe.replay.derive.command.CommandWatcher].
///
/// A prompt is what stands left of the cursor when output pauses, or when something is typed. A
/// line was entered when
///
/// - a program that edits lines ends its mode for pasting (bash 5.1 and newer, zsh, Python 3.13),
///   or
/// - Enter was typed, as far as input is recorded, and the line is left, or
/// - without either, the line is left after a pause at something that looks like a prompt: so it is
///   for old shells when only output is recorded. Answers to other questions are not taken then.
///
/// The prompt is taken off by its text and not by its column, which survives a cleared screen, a
/// search in the history and listed completions. What was typed before the prompt came is not part
/// of it: when all is known, prompts that were seen often are preferred.
///
/// Not seen: what runs inside full-screen programs (tmux, editors), in scripts, and without echo.
/// Seen wrongly: a line that zsh abandons on Ctrl-C when input is not recorded, since it looks the
/// same as one entered.
@NullMarked
package io.kubescribe.replay.derive.command;

import org.jspecify.annotations.NullMarked;
