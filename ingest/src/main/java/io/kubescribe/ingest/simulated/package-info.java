/// A small cluster that is only played: an apiserver and a node that behave on the wire as the real
/// ones were measured to, for `demo` and for tests. Start at
/// [io.kubescribe.ingest.simulated.SimulatedCluster].
@NullMarked
package io.kubescribe.ingest.simulated;

import org.jspecify.annotations.NullMarked;
