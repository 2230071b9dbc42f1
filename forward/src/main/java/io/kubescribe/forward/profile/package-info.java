/// How an event reads at its destination: as it came, or in the words of a schema that rules there
/// are written for. Start at [io.kubescribe.forward.profile.Profile].
@NullMarked
package io.kubescribe.forward.profile;

import org.jspecify.annotations.NullMarked;
