/// Brings events to one destination, whatever that answers: batches
/// ([io.kubescribe.forward.delivery.Dispatcher]), requests and their outcome for each item
/// ([io.kubescribe.forward.delivery.Destination]), retries, dead letters. Knows no protocol and no
/// log. Start at [io.kubescribe.forward.delivery.Destination].
@NullMarked
package io.kubescribe.forward.delivery;

import org.jspecify.annotations.NullMarked;
