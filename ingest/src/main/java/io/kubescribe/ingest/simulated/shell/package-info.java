/// A shell and some commands that are only played, over files in memory. Start at
/// [io.kubescribe.ingest.simulated.shell.CannedShell].
@NullMarked
package io.kubescribe.ingest.simulated.shell;

import org.jspecify.annotations.NullMarked;
