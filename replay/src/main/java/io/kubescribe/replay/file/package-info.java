/// Recordings in a folder of this machine: [io.kubescribe.replay.file.DirectoryRecordingStore].
///
/// ## The folder, format 1
///
/// New folders have mode 0700, new files 0600.
///
/// | path | is |
/// | --- | --- |
/// | `format` | `kubescribe recordings 1` and a line feed |
/// | `checkpoint` | JSON of a [io.kubescribe.core.store.Checkpoint], a line feed before it the CRC-32C of that JSON in 8 hexadecimal digits |
/// | `live/ID.EPOCH.rec` | a part that is not sealed yet |
/// | `YYYY-MM-DD/ID.EPOCH.rec` | a sealed part, by the UTC day on which its id was made |
/// | `aside/ID.EPOCH.POSITION.N.damaged` | bytes that were cut off at a position |
///
/// ## What is durable when
///
/// Appending writes without waiting for the disk. A commit syncs every file that was appended to,
/// then moves sealed files to their day, then syncs the folders concerned, then replaces
/// `checkpoint` by a synced file of the new content. So a power cut at any moment leaves every byte
/// that the checkpoint covers, and no file in a day's folder that is not whole.
@NullMarked
package io.kubescribe.replay.file;

import org.jspecify.annotations.NullMarked;
