/// The session: one exec or attach stream into one container, or one port-forward. What is kept of
/// it is a row of [io.kubescribe.core.session.SessionRecord]s, which begins with a
/// [io.kubescribe.core.session.SessionRecord.Start] and ends with an
/// [io.kubescribe.core.session.SessionRecord.End].
@NullMarked
package io.kubescribe.core.session;

import org.jspecify.annotations.NullMarked;
