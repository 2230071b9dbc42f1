/// WebSocket channels of exec and attach, and the SPDY tunnel of port-forward:
/// [io.kubescribe.ingest.ws.WebSocketDecoder].
///
/// The directions differ, as the two ends do: the apiserver takes each frame of a client for a
/// message of its own, whose first byte is the channel, continuation frames included; the client
/// puts fragments together as RFC 6455 says. A decoder that followed the RFC towards the server
/// would record something else than what the process received.
@NullMarked
package io.kubescribe.ingest.ws;

import org.jspecify.annotations.NullMarked;
