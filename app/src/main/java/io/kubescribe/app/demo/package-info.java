/// The sample data of `demo`: one invented cluster, one ordinary day, one incident. Start at
/// [io.kubescribe.app.demo.DemoStory].
///
/// The events have the shape that kube-apiserver 1.34 sends by webhook under the policy that
/// `docs/install.md` recommends: `Metadata` for most, `Request` for exec, attach and port-forward
/// (with their `RequestReceived`), `RequestResponse` for writes of pods, secrets and RBAC, none for
/// leases and events written by components. People keep UTC office hours on every day of the week.
///
/// Every name is made up; hosts are under `example.com` (RFC 2606), addresses outside the cluster
/// from the documentation blocks (RFC 5737).
@NullMarked
package io.kubescribe.app.demo;

import org.jspecify.annotations.NullMarked;
