/// What forwarders tell of themselves, and what they can be told:
/// [io.kubescribe.core.forward.ForwarderStatus].
@NullMarked
package io.kubescribe.core.forward;

import org.jspecify.annotations.NullMarked;
