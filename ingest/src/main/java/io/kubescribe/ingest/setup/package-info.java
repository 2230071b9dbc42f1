/// Brings the manifests of `setup` into a cluster; start reading at [ClusterSetup].
@NullMarked
package io.kubescribe.ingest.setup;

import org.jspecify.annotations.NullMarked;
