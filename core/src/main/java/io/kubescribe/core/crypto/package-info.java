/// The keys and tokens of a data folder and what is done with them: start at
/// [io.kubescribe.core.crypto.DataKey] and [io.kubescribe.core.crypto.TokenFile].
@NullMarked
package io.kubescribe.core.crypto;

import org.jspecify.annotations.NullMarked;
