/// Strict stand-ins for the systems that events are forwarded to, written from what is known of the
/// real ones, with every trap of theirs as a switch. Start at
/// [io.kubescribe.testkit.forward.FakeReceiver].
@NullMarked
package io.kubescribe.testkit.forward;

import org.jspecify.annotations.NullMarked;
