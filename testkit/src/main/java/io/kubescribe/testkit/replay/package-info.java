/// Sessions for tests of what is shown of them; start at
/// [io.kubescribe.testkit.replay.FakeReplays].
@NullMarked
package io.kubescribe.testkit.replay;

import org.jspecify.annotations.NullMarked;
