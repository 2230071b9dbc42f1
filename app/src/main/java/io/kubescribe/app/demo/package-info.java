/// The sample data of `demo`: one invented cluster, one ordinary day, one incident. Start at
/// [io.kubescribe.app.demo.DemoStory].
///
/// The events have the shape that kube-apiserver 1.34 sends by webhook under the policy that
/// `docs/install.md` recommends, and, as careless policies do, with the bodies of written secrets
/// and of people's token requests, so that redaction has something to show. People keep UTC office
/// hours on every day of the week.
///
/// Every name is made up; hosts are under `example.com` (RFC 2606), addresses outside the cluster
/// from the documentation blocks (RFC 5737).
@NullMarked
package io.kubescribe.app.demo;

import org.jspecify.annotations.NullMarked;
