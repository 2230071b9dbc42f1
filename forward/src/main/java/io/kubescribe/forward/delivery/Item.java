package io.kubescribe.forward.delivery;

import io.kubescribe.core.store.IndexableEvent;

/// An event with its form at one destination.
///
/// @param body as [Destination#prepare] gave it; not copied, must not be changed
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record Item(IndexableEvent event, byte[] body) {}
