/// SPDY/3.1 as Kubernetes speaks it (moby/spdystream), followed without taking part:
/// [io.kubescribe.ingest.spdy.SpdyDecoder].
///
/// Netty's SPDY handlers are not used: Kubernetes sends no WINDOW_UPDATE, at which a session layer
/// stalls after 65,536 bytes, and an empty SYN_REPLY as Netty writes it hangs kubectl.
@NullMarked
package io.kubescribe.ingest.spdy;

import org.jspecify.annotations.NullMarked;
