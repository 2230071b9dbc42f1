/// The way to kube-apiserver: what the kubeconfig says of it, and connections to it. Start at
/// [io.kubescribe.ingest.gateway.upstream.Upstream].
@NullMarked
package io.kubescribe.ingest.gateway.upstream;

import org.jspecify.annotations.NullMarked;
