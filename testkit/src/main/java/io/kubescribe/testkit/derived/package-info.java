/// What every session store does: [io.kubescribe.testkit.derived.SessionStoreContract], with
/// made-up sessions and a plain evaluation to compare with.
@NullMarked
package io.kubescribe.testkit.derived;

import org.jspecify.annotations.NullMarked;
