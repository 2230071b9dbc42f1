/// Bodies become events: [io.kubescribe.ingest.event.EventPreparer] splits a body into the exact
/// bytes of its events, replaces what is secret and puts aside what can't be read.
///
/// ## Splitting
///
/// A body is one `EventList`, one `Event`, or nothing. The items of a list are found by the grammar
/// of JSON alone, so that one item with duplicate keys or nested too deeply costs only itself.
/// Where the grammar itself breaks (an item cut in the middle, a stray byte), the next place is
/// looked for that begins after a comma, parses whole as an event with auditID and stage, and is
/// followed by a comma or the end of the list; the bytes between are quarantined as one piece. That
/// search reads at most 16 times the length of the body. A list with two `items`, or of another
/// kind or version, is quarantined whole.
///
/// ## Redaction
///
/// [io.kubescribe.ingest.event.Redactor] replaces values by markers before anything is stored:
///
/// ```
/// marker = "[redacted:" LENGTH ":" HASH "]"
/// LENGTH = decimal length in bytes of the JSON text that was replaced, quotes included
/// HASH   = 22 characters: base64url of the first 16 bytes of
///          HMAC-SHA-256(data key, "kubescribe redaction 1" NUL replaced bytes)
/// ```
///
/// A whole value becomes a JSON string that holds only the marker; inside a longer string only the
/// secret part is replaced. The hash tells whether two events held the same secret. It is the same
/// for as long as the data folder keeps its key, so that a redelivered event keeps its id. What
/// already is a marker is left alone, hence a second redaction changes nothing; so are null and the
/// empty string, which hide nothing.
///
/// | rule | replaces |
/// | --- | --- |
/// | `secret-data` | each value of `data` and `stringData` of a Secret: object, list, table row, watch event, merge patch, JSON patch |
/// | `last-applied` | annotations of a Secret that hold a copy of it |
/// | `token-request` | `status.token` of a TokenRequest |
/// | `token-review` | `spec.token` of a TokenReview |
/// | `uri-token` | token parameters of `requestURI` |
/// | `bearer-protocol` | the token in `base64url.bearer.authorization.k8s.io.TOKEN`, in any string |
/// | `authorization` | the token in `Authorization: Bearer TOKEN`, in any string |
/// | `jwt` | a JSON Web Token, plain or in base64, in any string |
/// | `private-key` | a PEM private key, plain or in base64, in any string |
/// | `secret-text` | a string that holds a Secret as JSON, YAML or base64 of either |
/// | `pointer` | what the config points to |
@NullMarked
package io.kubescribe.ingest.event;

import org.jspecify.annotations.NullMarked;
