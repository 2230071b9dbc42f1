/// The command line: [io.kubescribe.app.cli.CommandTree] has every command and how it ends. Data go
/// to standard output, words to standard error. Exit code 0 is done, 1 failed, 2 wrong use or
/// config.
@NullMarked
package io.kubescribe.app.cli;

import org.jspecify.annotations.NullMarked;
