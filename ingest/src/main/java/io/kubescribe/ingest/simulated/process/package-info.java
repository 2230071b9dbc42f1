/// What runs in a simulated container: programs in Java, never a process of this machine. Start at
/// [io.kubescribe.ingest.simulated.process.Program].
@NullMarked
package io.kubescribe.ingest.simulated.process;

import org.jspecify.annotations.NullMarked;
