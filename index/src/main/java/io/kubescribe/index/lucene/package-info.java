/// The search store on Lucene; start at [io.kubescribe.index.lucene.LuceneSearchStore], and for
/// what is derived from recordings at [io.kubescribe.index.lucene.LuceneSessionStore]. Each has a
/// folder of its own, of the same form.
///
/// ## On disk, format 1
///
/// | path | is |
/// | --- | --- |
/// | `root/` | a Lucene index without documents; the user data of its commit is the manifest, its lock keeps a second process out |
/// | `slices/main-TIME-SECONDS/` | a Lucene index: events whose own time lies within SECONDS from TIME (`20261123T000000Z`, UTC) |
/// | `slices/flagged-TIME-SECONDS/` | the same by received time, for events whose own time is missing or lies in the future |
/// | `slices/dropped-…/` | a slice past its retention, on its way out |
///
/// | key of the manifest | value |
/// | --- | --- |
/// | `format` | `1` |
/// | `sequence` | number of the commit |
/// | `offset.PARTITION.TOPIC` | next offset of the log |
/// | `topic.TOPIC` | Kafka's id of the topic |
/// | `slice.NAME` | `generation,events,earliest,latest,newestReceived`: generation of the slice's Lucene commit, extent of its timestamps (microseconds) and its newest received time (milliseconds) |
/// | `dropped.NAME` | empty: this commit has dropped the slice, and what is left of it on disk may go; the next commit forgets it. Manifests of old have none |
///
/// ## Commits
///
/// A batch may touch several slices, each a Lucene index with commits of its own, and the
/// checkpoint must never be ahead of the events it covers. So the checkpoint is not spread over the
/// slices: [io.kubescribe.index.lucene.OpenStore#commit] commits every slice that has changed, and
/// then the root, whose user data names the checkpoint together with the commit (generation) of
/// every slice that belongs to it. The root's commit is one rename of one fsynced file: before it
/// the store is in the old state, after it in the new one, wherever the power goes off.
///
/// - A slice is always opened at the generation that the manifest names. If a crash came between a
///   slice's commit and the root's, the slice's newer commit is passed over, and the log brings its
///   events again. So nothing is lost and, even without the look-up for duplicates, nothing
///   doubled.
/// - That generation is kept until the root names a later one
///   ([io.kubescribe.index.lucene.PinnedCommits]).
/// - A slice without changes is not committed. It holds nothing back, since there is one checkpoint
///   and not one per slice; nor does a new slice, or one that is dropped.
/// - A slice past its retention leaves the manifest first and the disk then, under another name;
///   the manifest says that it was dropped, so that the next opening removes what is left of it.
/// - Any other slice that the manifest does not name is the remains of a crash: it carries the
///   number of the commit that did not come about, and is removed. With any other number it does
///   not belong here, and the store refuses to open. The same holds for a named slice that is
///   missing.
///
/// ## Fields of an event
///
/// K: one term, postings of documents only, sorted doc values where the field is a facet. KM: many
/// terms, sorted-set doc values. N: numeric doc values. No norms, positions, points or vectors
/// anywhere. Documents are never updated or deleted; a segment without deletes keeps its fast
/// paths.
///
/// | field | type | value |
/// | --- | --- | --- |
/// | `timestamp` | N, skip index | microseconds since the epoch; first key of the index sort, descending |
/// | `position` | N | partition << 48 or offset; second key of the index sort, descending |
/// | `latency` | N | microseconds from received to stage, if known |
/// | `id` | K, no doc values | 32 bytes |
/// | `auditID` | K, no doc values | text |
/// | `session` | K, no doc values | of an exec, attach or portforward whose `auditID` has the form of a session id: that |
/// | `cluster`, `stage`, `level`, `verb`, `action`, `user`, `userKind`, `impersonatedUser`, `resource`, `subresource`, `apiGroup`, `namespace`, `name`, `uri`, `userAgent`, `reason`, `decision`, `pod`, `container`, `command`, `source` | K | text |
/// | `code` | K | three digits |
/// | `sourceIP` | K | 16 bytes, IPv4 mapped; what is no address is not indexed |
/// | `groups`, `flag` | KM | text |
/// | `sourceIPs` | KM | 16 bytes |
/// | `body` | terms | PATH, NUL, value of every JSON value that has no field of its own; not `managedFields` |
/// | `paths` | terms | PATH of every JSON value, object and array, likewise |
/// | `text` | terms | words of every string value |
/// | `meta` | stored | id and envelope, see [io.kubescribe.index.lucene.EventMeta] |
/// | `raw` | stored | the event's bytes as appended |
///
/// Keywords longer than 4,096 bytes, body values longer than 128 and paths longer than 512 are cut
/// and end in a hash of the whole ([io.kubescribe.index.lucene.CutTerm]), so they compare exactly;
/// a wildcard or range sees the beginning only. An event has at most 2,000 body values and 20,000
/// words; one with more is flagged `index-cut`.
///
/// ## Fields of a derived document
///
/// All documents of a session are in the slice of the time at which its id was made (of the kind
/// `main`), so that the conditions of a query, each fulfilled by some document of a session, meet
/// in one index: see [io.kubescribe.index.lucene.SessionMatch]. Which documents count, the newest
/// summary and what is of its version, is found when a reader is opened
/// ([io.kubescribe.index.lucene.SessionTable]).
///
/// | field | type | value |
/// | --- | --- | --- |
/// | `session` | K with sorted doc values | id as text; first key of the index sort |
/// | `at` | N | nanoseconds of the first line, of the command; second key |
/// | `number` | N | of the key; third key |
/// | `key` | K, no doc values | bytes of the key |
/// | `kind`, `kindCode`, `emulator` | K without doc values, N, N | of the key |
/// | `screen` | terms with positions | words of the lines; two lines are apart |
/// | `command` | terms with positions | words of the command line; of a summary, of its argv |
/// | `text` | terms with positions | of a summary: words of all else that is known |
/// | `timestamp`, `end`, `live` | N | of a summary: first and last moment in microseconds, 1 while it is live |
/// | `cluster`, `user`, … | as of an event | of a summary: [io.kubescribe.core.query.FieldCatalogue#SESSIONS] |
/// | `raw` | stored | the document as JSON |
///
/// ## Paths
///
/// PATH joins keys by dots as they stand. A key with dots reads as written
/// (`annotations.authorization.k8s.io/decision`), and a query compares the joined text, so it need
/// not know where a key ends; two structures that join to the same text are found alike.
@NullMarked
package io.kubescribe.index.lucene;

import org.jspecify.annotations.NullMarked;
