/// Who a client is. Start at [io.kubescribe.ingest.gateway.identity.Identities].
@NullMarked
package io.kubescribe.ingest.gateway.identity;

import org.jspecify.annotations.NullMarked;
