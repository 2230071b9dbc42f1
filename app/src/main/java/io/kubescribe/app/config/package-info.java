/// The one config: defaults, file, environment and options, checked into one record tree.
///
/// Start at [io.kubescribe.app.config.ConfigLoader]. The records are the schema: a component is a
/// key, its type says what is allowed, the value in `DEFAULT` is the default. So a new setting
/// needs a record component and a row in `docs/configuration.md`, nothing else.
@NullMarked
package io.kubescribe.app.config;

import org.jspecify.annotations.NullMarked;
