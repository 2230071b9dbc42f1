/// The HTTP listener: [io.kubescribe.queryapi.http.QueryServer].
///
/// Every path is a `Route` that names the permission it needs and the parameters it takes; only
/// `RouteGuard` turns routes into handlers, so that none can be reached without the check of host,
/// identity, right and parameters. What a route gives away is first written to the access log
/// (`Witness`). Errors are `{"error":{"code","message","detail"}}`; `ErrorCode` is the one table of
/// codes and statuses, `ErrorAnswers` the one place that chooses.
@NullMarked
package io.kubescribe.queryapi.http;

import org.jspecify.annotations.NullMarked;
