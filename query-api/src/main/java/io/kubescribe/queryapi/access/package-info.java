/// Who asks, and the record of it: [io.kubescribe.queryapi.access.Authenticator] turns tokens,
/// one-time links and session cookies into principals; [io.kubescribe.queryapi.access.AccessLog]
/// takes one entry for each thing that an auditor does.
///
/// Secrets (API token, link, session) are 256 random bits, written as 43 characters of base64url.
/// Only their SHA-256 is kept in memory, and compared in constant time.
///
/// Value of a record of `kubescribe.access`, version 1, key = user, JSON object:
///
/// | field | value |
/// | --- | --- |
/// | `version` | 1 |
/// | `request` | UUID of the request; both records of one request have it |
/// | `time` | ISO-8601, UTC |
/// | `user` | name of the principal; `-` when nobody was signed in |
/// | `action` | `search`, `view`, `raw`, `histogram`, `top`, `count`, `cardinality`, `values`, `sessions`, `session`, `replay`, `download`, `watch`, `verify`, `end-session`, `sign-in`, `sign-out`, `forwarder`, `denied` |
/// | `query` | the query as typed; absent without one |
/// | `from`, `to` | range of time asked for, ISO-8601; absent for open |
/// | `parameters` | object of the other parameters as given, and of what the path names (`field`) |
/// | `event` | id of the event asked for; absent without one |
/// | `session` | id of the session asked for; absent without one |
/// | `address` | remote IP address of the connection |
/// | `outcome` | `asked` before the answer, then `answered`, `not-found`, `refused` or `failed` |
/// | `results` | how many events, sessions, buckets or values were given; absent before the answer |
///
/// `asked` is durable before the first byte of the answer leaves; the second record follows it.
/// `sign-in`, `sign-out`, `denied` and what could not be read (`refused`; its times stand among the
/// parameters, as typed, and values of a parameter that was sent twice are joined by `&`) are one
/// record.
@NullMarked
package io.kubescribe.queryapi.access;

import org.jspecify.annotations.NullMarked;
