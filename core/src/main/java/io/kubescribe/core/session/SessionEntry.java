package io.kubescribe.core.session;

/// A record and the session it belongs to.
public record SessionEntry(SessionId session, SequencedRecord sequenced) {}
