/// What is derived from recordings and searched: lines that were on the screen, command lines seen
/// there, and what is known of each session. `replay` publishes it to `kubescribe.derived`, `index`
/// keeps it in a [io.kubescribe.core.derived.SessionStore], and
/// [io.kubescribe.core.derived.SessionSearch] is how it is asked.
///
/// A [io.kubescribe.core.derived.Derived] has a [io.kubescribe.core.derived.DerivedKey]. Deriving
/// the same recording again gives the same keys with the same content, so a document that comes
/// twice collapses; a later version of the derivation has other keys, and takes the place of the
/// earlier one in every answer once it has come to its end.
///
/// As JSON ([io.kubescribe.core.derived.DerivedCodec]), version 1. All kinds have:
///
/// | field | is |
/// | --- | --- |
/// | `version` | 1 |
/// | `session` | id of the session, also the key of the record in the log |
/// | `kind` | `session`, `screen` or `command` |
/// | `number` | place among the documents of this kind, from 0, with holes |
/// | `emulator` | version of the derivation |
/// | `startedAt` | RFC 3339; times in nanoseconds count from here |
///
/// The other fields are the components of the record of the kind, by their names; absent or null
/// where nothing is known. Fields may be added without a new version (readers ignore what they
/// don't know); any other change is a new version.
@NullMarked
package io.kubescribe.core.derived;

import org.jspecify.annotations.NullMarked;
