/// Elasticsearch and OpenSearch by one client: [io.kubescribe.forward.elastic.BulkIndex].
@NullMarked
package io.kubescribe.forward.elastic;

import org.jspecify.annotations.NullMarked;
