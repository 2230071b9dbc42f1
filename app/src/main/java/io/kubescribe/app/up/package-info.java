/// The commands that run a process: [io.kubescribe.app.up.UpCommand] and
/// [io.kubescribe.app.up.DemoCommand].
@NullMarked
package io.kubescribe.app.up;

import org.jspecify.annotations.NullMarked;
