/// The seam to the search store: [io.kubescribe.core.store.SearchStore] and what goes in and out of
/// it. Implemented by Lucene in `index`; every implementation passes `SearchStoreContract` in
/// `testkit`.
@NullMarked
package io.kubescribe.core.store;

import org.jspecify.annotations.NullMarked;
