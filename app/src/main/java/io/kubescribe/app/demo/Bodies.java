package io.kubescribe.app.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Request and response objects of the calls that are logged with them. One line each, as the API
/// server writes them.
final class Bodies {
  private Bodies() {}

  /// An ordinary pod of a workload or job.
  static String pod(String namespace, String name, String owner, String image) {
    return """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%s","namespace":"%s",\
    "ownerReferences":[{"kind":"%s","name":"%s","controller":true}]},\
    "spec":{"containers":[{"name":"main","image":"%s",\
    "resources":{"requests":{"cpu":"100m","memory":"128Mi"}},\
    "securityContext":{"runAsNonRoot":true,"allowPrivilegeEscalation":false}}],\
    "restartPolicy":"Always","serviceAccountName":"default"},"status":{"phase":"Pending"}}\
    """
        .formatted(name, namespace, owner.split("/")[0], owner.split("/")[1], image);
  }

  /// A pod with the whole node in its hands.
  static String privilegedPod(String namespace, String name, String node) {
    return """
    {"kind":"Pod","apiVersion":"v1","metadata":{"name":"%s","namespace":"%s",\
    "creationTimestamp":null,"labels":{"k8s-app":"node-tuner"}},\
    "spec":{"volumes":[{"name":"host","hostPath":{"path":"/","type":""}}],\
    "containers":[{"name":"tuner","image":"docker.example.com/library/alpine:3.19",\
    "command":["/bin/sh","-c","sleep 86400"],"resources":{},\
    "volumeMounts":[{"name":"host","mountPath":"/host"}],"imagePullPolicy":"IfNotPresent",\
    "securityContext":{"privileged":true,"runAsUser":0}}],"restartPolicy":"Never",\
    "nodeName":"%s","hostNetwork":true,"hostPID":true,"hostIPC":true,\
    "tolerations":[{"operator":"Exists"}]},"status":{}}\
    """
        .formatted(name, namespace, node);
  }

  /// A patch that adds a debug container to a running pod.
  static String debugContainer(String container, String image, String target) {
    return """
    {"spec":{"$setElementOrder/ephemeralContainers":[{"name":"%1$s"}],\
    "ephemeralContainers":[{"command":["/bin/sh"],"image":"%2$s","name":"%1$s",\
    "stdin":true,"tty":true,"targetContainerName":"%3$s",\
    "securityContext":{"capabilities":{"add":["SYS_PTRACE"]}}}]}}\
    """
        .formatted(container, image, target);
  }

  /// A secret with one value; the value is plain here and base64 in the body.
  static String secret(String namespace, String name, String type, String key, String value) {
    return """
    {"kind":"Secret","apiVersion":"v1","metadata":{"name":"%s","namespace":"%s"},\
    "data":{"%s":"%s"},"type":"%s"}\
    """
        .formatted(name, namespace, key, base64(value), type);
  }

  static String clusterRoleBinding(String name, String role, String namespace, String account) {
    return """
    {"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1",\
    "metadata":{"name":"%s","creationTimestamp":null},\
    "subjects":[{"kind":"ServiceAccount","name":"%s","namespace":"%s"}],\
    "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"%s"}}\
    """
        .formatted(name, account, namespace, role);
  }

  static String tokenRequest(long seconds) {
    return """
    {"kind":"TokenRequest","apiVersion":"authentication.k8s.io/v1",\
    "metadata":{"creationTimestamp":null},\
    "spec":{"audiences":null,"expirationSeconds":%d,"boundObjectRef":null},\
    "status":{"token":"","expirationTimestamp":null}}\
    """
        .formatted(seconds);
  }

  static String issuedToken(long seconds, String subject) {
    String token =
        base64("{\"alg\":\"RS256\",\"kid\":\"demo\"}")
            + "."
            + base64("{\"sub\":\"" + subject + "\",\"aud\":[\"https://kubernetes.example.com\"]}")
            + "."
            + base64("not a signature: sample data of Kubescribe");
    return """
    {"kind":"TokenRequest","apiVersion":"authentication.k8s.io/v1","metadata":{},\
    "spec":{"audiences":["https://kubernetes.example.com"],"expirationSeconds":%d,\
    "boundObjectRef":null},"status":{"token":"%s"}}\
    """
        .formatted(seconds, token);
  }

  static String rulesReview(String namespace) {
    return """
    {"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1",\
    "metadata":{"creationTimestamp":null},"spec":{"namespace":"%s"},\
    "status":{"resourceRules":null,"nonResourceRules":null,"incomplete":false}}\
    """
        .formatted(namespace);
  }

  static String accessReview(String verb, String resource, String namespace, boolean answered) {
    return """
    {"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1",\
    "metadata":{"creationTimestamp":null},"spec":{"resourceAttributes":\
    {"namespace":"%s","verb":"%s","resource":"%s"}},"status":{"allowed":%s}}\
    """
        .formatted(namespace, verb, resource, answered);
  }

  static String serviceAccount(String namespace, String name) {
    return """
    {"kind":"ServiceAccount","apiVersion":"v1","metadata":{"name":"%s","namespace":"%s",\
    "creationTimestamp":null}}\
    """
        .formatted(name, namespace);
  }

  static String cordon() {
    return "{\"spec\":{\"unschedulable\":true}}";
  }

  static String deleteOptions(boolean force) {
    return force
        ? "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"gracePeriodSeconds\":0,"
            + "\"propagationPolicy\":\"Background\"}"
        : "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"propagationPolicy\":\"Background\"}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
