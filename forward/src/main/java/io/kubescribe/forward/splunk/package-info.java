/// Splunk's HTTP Event Collector: [io.kubescribe.forward.splunk.SplunkHec].
///
/// What its documents leave open is handled for the worse case: an answer of 200 means only that
/// the body looked valid; objects before a bad one were indexed, those after it were not read.
@NullMarked
package io.kubescribe.forward.splunk;

import org.jspecify.annotations.NullMarked;
