/// Answers auditors: search, counts and events over HTTP, sign-in, and the log of who looked at
/// what. [QueryConfig] is its configuration, `http.QueryServer` the listener,
/// `language.QueryParser` the way from text to query tree, `access.Authenticator` the way from a
/// token to a principal.
@NullMarked
package io.kubescribe.queryapi;

import org.jspecify.annotations.NullMarked;
