/// What several modules test with: contract suites of the seams, seeded generators of events, a
/// real broker on loopback. Used in test scope only.
@NullMarked
package io.kubescribe.testkit;

import org.jspecify.annotations.NullMarked;
