/// The process: command line, configuration, data folder, wiring and the embedded broker.
@NullMarked
package io.kubescribe.app;

import org.jspecify.annotations.NullMarked;
