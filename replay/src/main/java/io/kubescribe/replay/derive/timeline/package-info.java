/// What happened along the time of a session, for the line below the player.
@NullMarked
package io.kubescribe.replay.derive.timeline;

import org.jspecify.annotations.NullMarked;
