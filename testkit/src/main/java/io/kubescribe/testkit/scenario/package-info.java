/// Scenarios: HTTP requests and the answers expected, the same against every search store. Start at
/// [io.kubescribe.testkit.scenario.Scenarios].
///
/// `scenarios/events.json` holds the events that every scenario finds: `[{"label", "cluster",
/// "source", "receivedAt", "event": {…}}]`. Each other file of `scenarios/` is `[step, …]`:
///
/// | member | means |
/// | --- | --- |
/// | `name` | what the step shows, as a sentence |
/// | `get` or `post` | path |
/// | `parameters` | object, percent-encoded by the runner |
/// | `headers` | object; `Authorization` is the admin token unless given, and left out when `""` |
/// | `body` | JSON body |
/// | `status` | expected status |
/// | `answerHeaders` | object: header, pattern that its value matches |
/// | `answer` | expected JSON: objects may have more members than expected, arrays may not |
/// | `answerRaw` | label of the event whose exact bytes the answer is |
/// | `keep` | object: name, JSON pointer into the answer; later steps of the file use `${name}` |
///
/// In texts `${id:LABEL}` is the id of an event. In `answer`, `"<any>"` matches any value but null,
/// and `"<text>"` followed by a pattern any text that matches it.
@NullMarked
package io.kubescribe.testkit.scenario;

import org.jspecify.annotations.NullMarked;
