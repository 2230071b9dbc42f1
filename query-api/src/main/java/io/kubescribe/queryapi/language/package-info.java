/// The query language: text that people type, such as `action:exec ns:prod -user:system:* "cat
/// /etc/shadow"`, becomes a [io.kubescribe.core.query.Query] tree. Start at
/// [io.kubescribe.queryapi.language.QueryParser].
///
/// ```
/// query    = [ or ]                                  nothing is every event
/// or       = and *( ( "OR" / "||" ) and )
/// and      = not *( [ "AND" / "&&" ] not )           side by side is AND
/// not      = *( "NOT" / "-" / "!" ) clause
/// clause   = "(" or ")" / "*" / "*:*" / phrase / word
///          / "_exists_:" field / field ":" value
/// value    = "(" or ")"                              values of the one field, no field inside
///          / phrase / word / "*"                     * alone: any value
///          / ( "[" / "{" ) bound "TO" bound ( "]" / "}" )
///          / ( ">" / ">=" / "<" / "<=" ) bound
/// bound    = phrase / word / "*"
/// ```
///
/// A word ends at white space, a parenthesis or a quote; `\` takes the next character literally;
/// only the first colon of a clause parts field and value, so that
/// `user:system:serviceaccount:prod:ci` needs no quotes. `*` and `?` are wildcards in words, never
/// in phrases. A field is a name or alias of the catalogue, `prefix*` for all catalogue fields that
/// begin so, or a dotted path into the event. There are no regular expressions.
@NullMarked
package io.kubescribe.queryapi.language;

import org.jspecify.annotations.NullMarked;
