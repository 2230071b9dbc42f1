package io.kubescribe.queryapi;

import io.kubescribe.core.recording.Recordings;
import io.kubescribe.core.recording.Replays;
import io.kubescribe.core.session.SessionControl;

/// What the API tells of sessions, and does with them.
///
/// @param control sessions open at gateways of this process; ends those of others, too
public record RecordedSessions(Recordings recordings, Replays replays, SessionControl control) {}
