package io.kubescribe.core.session;

/// A session under way.
public record LiveSession(SessionId id, SessionStart start) {}
