package io.kubescribe.ingest.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.session.SessionKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bypass paths: cases 21 to 25 of the wire specification, B33 of the catalogue of bad inputs.
class RequestTargetTest {
  private static final String POD = "/api/v1/namespaces/shop/pods/web-0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/exec",
        "/exec/",
        "/%65xec",
        "/e%78%65c?command=id",
        "/exec?command=id",
        "/exec/further"
      })
  void what_the_apiserver_executes_is_an_exec(String rest) throws RefusedException {
    RequestTarget target = RequestTarget.parse(POD + rest);
    assertThat(target.uri()).isEqualTo(POD + rest);
    assertThat(target.purpose("GET"))
        .isEqualTo(new Purpose.Session(SessionKind.EXEC, "shop", "web-0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://x", "https://10.0.0.1:6443", "HTTPS://user@x", "http://[::1]:80"})
  void an_absolute_target_becomes_a_path(String origin) throws RefusedException {
    RequestTarget target = RequestTarget.parse(origin + POD + "/attach?tty=1");
    assertThat(target.uri()).isEqualTo(POD + "/attach?tty=1");
    assertThat(target.purpose("GET"))
        .isEqualTo(new Purpose.Session(SessionKind.ATTACH, "shop", "web-0"));
    assertThat(RequestTarget.parse(origin).uri()).isEqualTo("/");
    assertThat(RequestTarget.parse(origin + "?a=b").uri()).isEqualTo("/?a=b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/shop/pods/web-0%2Fexec",
        "/api/v1/namespaces/shop/pods/web-0%2fexec",
        "/api/v1/namespaces/shop/pods/web-0/%2565xec",
        "/api/v1/namespaces/shop/pods/web-0%252Fexec",
        "/api/v1/namespaces/shop/pods/web-0/ex%25",
        "/api/v1/namespaces/shop//pods/web-0/exec",
        "//api/v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/namespaces/shop/pods/web-0/exec//",
        "/api/v1/../v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/%2e%2e/v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/..%2fv1/namespaces/shop/pods/web-0/exec",
        "/api/v1/./namespaces/shop/pods/web-0/exec",
        "/api/v1/%2E/namespaces/shop/pods/web-0/exec",
        "/api/v1/namespaces/shop/pods/web-0/..",
        "/api/v1/namespaces/shop/pods/web-0/exec;x",
        "/api;x/v1/namespaces/shop/pods/web-0/exec",
        "/api/v1/namespaces/shop/pods/web-0%00/exec",
        "/api/v1/namespaces/shop/pods/web-0/exec%0a",
        "/api/v1/namespaces/shop/pods/web-0/exec%7f",
        "/api/v1/namespaces/shop/pods\\web-0/exec",
        "/api/v1/namespaces/shop/pods%5cweb-0/exec",
        "/api/v1/namespaces/shop/pods/web-0/e%c0%b8ec",
        "/api/v1/namespaces/shop/pods/web-0/%c0%af",
        "/api/v1/namespaces/shop/pods/web-0/%ed%a0%80",
        "/api/v1/namespaces/shop/pods/web-0/%6",
        "/api/v1/namespaces/shop/pods/web-0/%zz",
        "/api/v1/namespaces/shop/pods/web-0/exec#x",
        "/api/v1/namespaces/shop/pods/web-0/ex\u00e9c",
        "/api/v1/namespaces/shop/services%2Fx/proxy/a",
        "/api/v1/namespaces/proxy/services%2Fx/proxy/a",
        "/api/v1/namespaces/shop/services/x/proxy/../../../pods/web-0/exec",
        "/api/v1/namespaces/shop/services/x/proxy/%2e%2e/a",
        "/api/v1/nodes/n/proxy/a/%5c..",
        "exec",
        "*",
        "web-0:443",
        "ftp://x/api",
        ""
      })
  void a_path_that_can_be_read_in_two_ways_is_refused(String target) {
    assertThatThrownBy(() -> RequestTarget.parse(target))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.refusal().code()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/namespaces/shop/services/https:web:443/proxy/a//b;c?d=%2F",
        "/api/v1/namespaces/shop/pods/web-0/proxy/x%2Fy%25",
        "/api/v1/namespaces/shop/pods/web-0:8080/proxy"
      })
  void behind_proxy_the_path_is_the_workloads_own(String target) throws RefusedException {
    assertThat(RequestTarget.parse(target).purpose("GET"))
        .isInstanceOf(Purpose.WorkloadProxy.class);
  }

  @ParameterizedTest
  @CsvSource({
    "exec/shop/web-0/c, true",
    "attach/x, true",
    "run/x, true",
    "portForward/x, true",
    "%65xec/x, true",
    "cri/exec/token, true",
    "pods, false",
    "metrics, false",
    "'', false"
  })
  void shells_of_the_kubelet_are_known(String path, boolean shell) throws RefusedException {
    assertThat(RequestTarget.parse("/api/v1/nodes/n1:10250/proxy/" + path).purpose("GET"))
        .isEqualTo(new Purpose.NodeProxy("n1:10250", shell));
  }

  @Test
  void pods_that_kubectl_makes_are_known() throws RefusedException {
    RequestTarget ephemeral = RequestTarget.parse(POD + "/ephemeralcontainers");
    assertThat(ephemeral.purpose("PATCH"))
        .isEqualTo(new Purpose.EphemeralContainers("shop", "web-0"));
    assertThat(ephemeral.purpose("GET")).isEqualTo(new Purpose.Other());
    RequestTarget pods = RequestTarget.parse("/api/v1/namespaces/shop/pods?fieldManager=x");
    assertThat(pods.purpose("POST")).isEqualTo(new Purpose.PodCreation("shop"));
    assertThat(pods.purpose("GET")).isEqualTo(new Purpose.Other());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/version",
        "/api/v1/namespaces/shop/pods/web-0/log?follow=true",
        "/api/v1/namespaces/shop/pods/web-0/Exec",
        "/apis/apps/v1/namespaces/shop/deployments/web",
        "/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode",
        "/openapi/v3/apis/apps/v1?hash=A%2FB"
      })
  void all_else_is_passed(String target) throws RefusedException {
    assertThat(RequestTarget.parse(target).purpose("GET")).isEqualTo(new Purpose.Other());
  }

  @ParameterizedTest
  @CsvSource({
    "tty=1, true",
    "tty=true, true",
    "tty=TRUE, true",
    "tty=, true",
    "tty, true",
    "tty=2, true",
    "tty=no, true",
    "tty=0, false",
    "tty=false, false",
    "tty=FALSE, false",
    "tty=false&tty=true, false",
    "tty=true&tty=false, true",
    "t%74y=1, true",
    "tty=%30, false",
    "TTY=1, false",
    "tty=1;x, false",
    "tty=%zz, false",
    "x=1, false"
  })
  void booleans_are_read_as_the_apiserver_reads_them(String query, boolean tty)
      throws RefusedException {
    assertThat(RequestTarget.parse(POD + "/exec?" + query).query().flag("tty")).isEqualTo(tty);
  }

  @Test
  void arguments_keep_their_order_and_spaces() throws RefusedException {
    QueryParameters query =
        RequestTarget.parse(POD + "/exec?command=sh&command=-c&container=a&command=echo+%2B%26")
            .query();
    assertThat(query.all("command")).containsExactly("sh", "-c", "echo +&");
    assertThat(query.first("container")).contains("a");
    assertThat(query.first("none")).isEmpty();
  }
}
