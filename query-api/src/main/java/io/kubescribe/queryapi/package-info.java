/// Answers over HTTP: query language, routes, sign-in and the access log.
@NullMarked
package io.kubescribe.queryapi;

import org.jspecify.annotations.NullMarked;
