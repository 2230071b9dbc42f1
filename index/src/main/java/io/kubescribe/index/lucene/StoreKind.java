package io.kubescribe.index.lucene;

import java.util.function.Function;

/// What a store holds.
///
/// @param appender makes what puts things into the slices of a store
record StoreKind<T>(SegmentLayout layout, Function<Slices, SliceAppender<T>> appender) {}
