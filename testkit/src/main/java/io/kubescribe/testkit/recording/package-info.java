/// What recordings are tested with: sessions made from a seed
/// ([io.kubescribe.testkit.recording.SampleSessions]), a store in memory that fails when it is told
/// to ([io.kubescribe.testkit.recording.MemoryRecordingStore]) and what every store does
/// ([io.kubescribe.testkit.recording.RecordingStoreContract]).
@NullMarked
package io.kubescribe.testkit.recording;

import org.jspecify.annotations.NullMarked;
