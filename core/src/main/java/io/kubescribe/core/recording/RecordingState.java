package io.kubescribe.core.recording;

/// How far a recording has come.
public enum RecordingState {
  /// More records may come.
  LIVE("live"),
  /// The session's last record is in it.
  SEALED("sealed"),
  /// Nothing more came from the gateway, and nothing told why.
  INTERRUPTED("interrupted"),
  /// Bytes that had been stored were found damaged; what stood there is missing.
  TORN("torn");

  private final String wireName;

  RecordingState(String wireName) {
    this.wireName = wireName;
  }

  /// The word in the API and in stored recordings.
  public String wireName() {
    return wireName;
  }

  /// The word in the API and in stored recordings.
  @Override
  public String toString() {
    return wireName;
  }
}
