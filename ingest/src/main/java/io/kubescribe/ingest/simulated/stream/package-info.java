/// The far end of exec, attach and port-forward over WebSocket and SPDY/3.1, with the behaviours
/// that were measured on kube-apiserver 1.32 and its kubelet. Start at
/// [io.kubescribe.ingest.simulated.stream.RemoteStreams].
@NullMarked
package io.kubescribe.ingest.simulated.stream;

import org.jspecify.annotations.NullMarked;
