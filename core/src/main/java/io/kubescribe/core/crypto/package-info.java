/// The keys of a data folder and what is done with them: [io.kubescribe.core.crypto.DataKey].
@NullMarked
package io.kubescribe.core.crypto;

import org.jspecify.annotations.NullMarked;
