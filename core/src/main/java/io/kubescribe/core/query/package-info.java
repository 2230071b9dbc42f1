/// What can be asked of a search store: the query tree ([io.kubescribe.core.query.Query]) over
/// fields ([io.kubescribe.core.query.FieldRef]) and a range of time.
///
/// `query-api` turns a user's text into this tree, scopes are AND-ed to it as trees and never as
/// text, and each store translates it.
@NullMarked
package io.kubescribe.core.query;

import org.jspecify.annotations.NullMarked;
