/// Requests to destinations over HTTP: [io.kubescribe.forward.http.HttpSender].
@NullMarked
package io.kubescribe.forward.http;

import org.jspecify.annotations.NullMarked;
