/// What leads a cluster and its users to Kubescribe; start reading at [SetupCommand] and
/// [KubeconfigCommand]. The texts are templates beside the classes, with `{{name}}` for what
/// differs.
@NullMarked
package io.kubescribe.app.setup;

import org.jspecify.annotations.NullMarked;
