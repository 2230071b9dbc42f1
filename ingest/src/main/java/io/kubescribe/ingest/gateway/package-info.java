/// The recording gateway: a reverse proxy in front of kube-apiserver that writes down every
/// terminal session. Start at [io.kubescribe.ingest.gateway.Gateway].
///
/// A connection of a client and the one to the apiserver that serves it share an event loop, so
/// nothing here is locked. What is read on one side is written on the other before more is read.
@NullMarked
package io.kubescribe.ingest.gateway;

import org.jspecify.annotations.NullMarked;
