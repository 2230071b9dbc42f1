/// What the gateway makes of a request before anything is sent: where it goes, what it may start,
/// and which of its headers may go on. Pure; start at
/// [io.kubescribe.ingest.gateway.request.RequestTarget].
@NullMarked
package io.kubescribe.ingest.gateway.request;

import org.jspecify.annotations.NullMarked;
