/// Datadog's logs intake: [io.kubescribe.forward.datadog.DatadogLogs].
@NullMarked
package io.kubescribe.forward.datadog;

import org.jspecify.annotations.NullMarked;
