/// Timings that are quoted elsewhere; how to run them and what came out is in `README.md` beside
/// the POM.
@NullMarked
package io.kubescribe.benchmarks;

import org.jspecify.annotations.NullMarked;
