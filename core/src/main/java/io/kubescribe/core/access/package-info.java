/// Who asks: a [io.kubescribe.core.access.Principal] with rights and a scope reaches every route
/// and every query.
@NullMarked
package io.kubescribe.core.access;

import org.jspecify.annotations.NullMarked;
