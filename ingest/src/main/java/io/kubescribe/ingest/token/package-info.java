/// The webhook tokens of the clusters: [io.kubescribe.ingest.token.IngestTokens].
@NullMarked
package io.kubescribe.ingest.token;

import org.jspecify.annotations.NullMarked;
