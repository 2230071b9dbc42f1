/// The running process: [io.kubescribe.app.node.Node] wires the parts of the chosen roles together,
/// over one [io.kubescribe.app.node.DataFolder].
///
/// ## Data folder, format 1
///
/// A new one has mode 0700.
///
/// | path | is | mode |
/// | --- | --- | --- |
/// | `format` | `kubescribe 1` and a line feed | |
/// | `lock` | locked by the process that uses the folder | |
/// | `run.json` | where that process listens, and its id | 0600 |
/// | `data.key` | 32 bytes: redaction hashes, spool, quarantine, cursors | 0600 |
/// | `admin.token` | the first API token | 0600 |
/// | `ingest-tokens/CLUSTER` | webhook token of the cluster | 0600 |
/// | `kafka/` | log of the embedded broker | |
/// | `spool/` | what Kafka has not acknowledged yet | |
/// | `index/` | search store | |
/// | `recordings/` | recordings of sessions | 0700 |
/// | `derived/` | what was derived of ended recordings; may be deleted | |
@NullMarked
package io.kubescribe.app.node;

import org.jspecify.annotations.NullMarked;
