package io.kubescribe.index.lucene;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// Flight recorder event: one commit of the search store, for its duration.
@Name("io.kubescribe.IndexCommit")
@Label("Index Commit")
@Category("Kubescribe")
final class IndexCommitEvent extends Event {}
