/// The simulated cluster's objects and its one node, whose containers run Java programs. Start at
/// [io.kubescribe.ingest.simulated.node.Kubelet].
@NullMarked
package io.kubescribe.ingest.simulated.node;

import org.jspecify.annotations.NullMarked;
