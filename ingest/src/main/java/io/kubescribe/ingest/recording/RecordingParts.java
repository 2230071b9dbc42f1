package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.SessionId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// What a recording works with.
///
/// @param loop the session's event loop
/// @param whenClosed told when the recording needs no timer any more
record RecordingParts(
    SessionId session,
    RecordSender sender,
    Executor loop,
    LongSupplier nanoTime,
    RecorderLimits limits,
    ByteBudget budget,
    RecorderMetrics metrics,
    Consumer<Recording> whenClosed) {}
