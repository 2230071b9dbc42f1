/// What every listener on Netty needs: threads, TLS, limits on connections and an orderly end.
/// Start at [io.kubescribe.ingest.netty.NettyListener].
@NullMarked
package io.kubescribe.ingest.netty;

import org.jspecify.annotations.NullMarked;
