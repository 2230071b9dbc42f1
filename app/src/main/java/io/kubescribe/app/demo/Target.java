package io.kubescribe.app.demo;

import org.jspecify.annotations.Nullable;

/// What a request is about: the `objectRef` of its event.
///
/// @param group API group, empty for core
/// @param name null for a whole list
record Target(
    String group,
    String version,
    String resource,
    @Nullable String subresource,
    @Nullable String namespace,
    @Nullable String name) {
  static Target core(String resource, @Nullable String namespace, @Nullable String name) {
    return new Target("", "v1", resource, null, namespace, name);
  }

  static Target pod(@Nullable String namespace, @Nullable String name) {
    return core("pods", namespace, name);
  }

  static Target apps(String resource, @Nullable String namespace, @Nullable String name) {
    return new Target("apps", "v1", resource, null, namespace, name);
  }

  static Target rbac(String resource, @Nullable String namespace, @Nullable String name) {
    return new Target("rbac.authorization.k8s.io", "v1", resource, null, namespace, name);
  }

  static Target in(
      String group, String version, String resource, @Nullable String ns, @Nullable String name) {
    return new Target(group, version, resource, null, ns, name);
  }

  Target sub(String part) {
    return new Target(group, version, resource, part, namespace, name);
  }

  Target named(String otherName) {
    return new Target(group, version, resource, subresource, namespace, otherName);
  }

  Target within(String otherNamespace) {
    return new Target(group, version, resource, subresource, otherNamespace, name);
  }

  /// The path of a request with this verb: a created object is not named in it.
  String path(String verb) {
    StringBuilder path = new StringBuilder(96);
    path.append(group.isEmpty() ? "/api/" : "/apis/" + group + "/").append(version);
    if (namespace != null) {
      path.append("/namespaces/").append(namespace);
    }
    path.append('/').append(resource);
    boolean creation = verb.equals("create") && subresource == null;
    if (name != null && !creation) {
      path.append('/').append(name);
    }
    if (subresource != null) {
      path.append('/').append(subresource);
    }
    return path.toString();
  }

  /// `deployments.apps`, `pods`: as error messages write it.
  String qualifiedResource() {
    return group.isEmpty() ? resource : resource + "." + group;
  }
}
