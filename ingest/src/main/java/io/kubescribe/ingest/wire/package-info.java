/// Chooses the decoder for what client and server agreed on:
/// [io.kubescribe.ingest.wire.WireDecoders].
@NullMarked
package io.kubescribe.ingest.wire;

import org.jspecify.annotations.NullMarked;
