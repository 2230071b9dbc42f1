package io.kubescribe.core.match;

import io.kubescribe.core.audit.EventLeaves;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.store.IndexableEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The values that events have at one path. What lies under `managedFields` has no path. Not safe
/// for use by many threads.
final class PathValues implements EventLeaves.Visitor {
  private static final byte[] MANAGED_FIELDS = ".managedFields".getBytes(StandardCharsets.US_ASCII);

  private final EventLeaves leaves = new EventLeaves();
  private final byte[] wanted;
  private final boolean managed;
  private @Nullable ValueTest test;
  private boolean entered;
  private boolean passed;

  PathValues(JsonPath path) {
    wanted = path.text().getBytes(StandardCharsets.UTF_8);
    managed = (path.text() + ".").contains(".managedFields.");
  }

  /// Whether a value, object or array stands at the path.
  boolean exists(IndexableEvent event) {
    return walk(event, null).entered;
  }

  /// Whether any value at the path passes.
  boolean any(IndexableEvent event, ValueTest asked) {
    return walk(event, asked).passed;
  }

  private PathValues walk(IndexableEvent event, @Nullable ValueTest asked) {
    test = asked;
    entered = false;
    passed = false;
    if (!managed) {
      leaves.visit(event.raw(), this);
    }
    return this;
  }

  /// Only what leads to the path is walked.
  @Override
  public boolean enter(byte[] path, int pathLength) {
    if (pathLength > wanted.length || endsManaged(path, pathLength)) {
      return false;
    }
    boolean leads = Arrays.equals(path, 0, pathLength, wanted, 0, pathLength);
    if (leads && pathLength == wanted.length) {
      entered = true;
      return test != null && !passed;
    }
    return leads && wanted[pathLength] == '.' && !passed;
  }

  private static boolean endsManaged(byte[] path, int length) {
    int from = length - MANAGED_FIELDS.length;
    return from >= 0 && Arrays.equals(path, from, length, MANAGED_FIELDS, 0, MANAGED_FIELDS.length);
  }

  @Override
  public void leaf(
      byte[] path, int pathLength, EventLeaves.LeafType type, byte[] utf8, int from, int to) {
    if (test != null && !passed && pathLength == wanted.length) {
      passed = test.passes(new String(utf8, from, to - from, StandardCharsets.UTF_8));
    }
  }
}
