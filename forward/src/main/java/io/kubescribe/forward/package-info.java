/// Forwarders: each reads the log in a consumer group of its own and brings every event to one
/// destination. Start at [io.kubescribe.forward.Forwarders]; the seam for a new destination is
/// [io.kubescribe.forward.delivery.Destination].
@NullMarked
package io.kubescribe.forward;

import org.jspecify.annotations.NullMarked;
