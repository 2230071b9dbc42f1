/// A screen as text and as a picture; start at [io.kubescribe.replay.derive.screen.ScreenPicture].
@NullMarked
package io.kubescribe.replay.derive.screen;

import org.jspecify.annotations.NullMarked;
