/// HTTP/1.1 for the simulated apiserver: requests as blocking calls on virtual threads, and raw
/// connections after an upgrade. Start at [io.kubescribe.ingest.simulated.http.HttpConnection].
@NullMarked
package io.kubescribe.ingest.simulated.http;

import org.jspecify.annotations.NullMarked;
