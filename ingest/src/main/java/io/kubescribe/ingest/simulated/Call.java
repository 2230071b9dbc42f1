package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.ingest.simulated.http.Exchange;
import io.kubescribe.ingest.simulated.http.Wire;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One authorised request with its audit events. For the request's thread.
///
/// @param caller for whom it is done: the impersonated user, if there is one
record Call(
    Exchange exchange,
    RequestInfo info,
    Caller caller,
    Audit audit,
    String auditId,
    InstantSource clock) {
  /// As of kube-apiserver.
  static final int MAX_BODY = 3 << 20;

  /// Longer answers are compressed when the client can read that.
  private static final int COMPRESSED_FROM = 128 << 10;

  String query(String name) {
    return info.parameters().text(name);
  }

  /// Answers with an object, and writes the audit events.
  void answer(int code, JsonNode body) throws IOException {
    boolean isStatus = body.path("kind").asString("").equals("Status");
    send(
        code,
        "application/json",
        StrictJson.MAPPER.writeValueAsBytes(body),
        isStatus ? (ObjectNode) body : Audit.code(code));
  }

  /// Answers that the credential is nobody's. The audit log has one event of it.
  void unauthorized() throws IOException {
    ObjectNode status = ApiException.unauthorized().status();
    audit.started(status);
    exchange.answer(401, headers("application/json"), StrictJson.MAPPER.writeValueAsBytes(status));
  }

  /// Answers with text.
  void text(int code, String text) throws IOException {
    send(
        code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Audit.code(code));
  }

  private void send(int code, String type, byte[] body, ObjectNode status) throws IOException {
    HttpHeaders headers = headers(type);
    byte[] sent = body;
    if (body.length > COMPRESSED_FROM
        && exchange.headers().get("Accept-Encoding", "").contains("gzip")) {
      sent = compressed(body);
      headers.add("Content-Encoding", "gzip").add("Vary", "Accept-Encoding");
    }
    if (info.isLongRunning() && !audit.isStarted()) {
      audit.started(status);
    }
    try {
      exchange.answer(code, headers, sent);
    } finally {
      audit.complete(status);
    }
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /// Headers that take an `Audit-ID` as the client sent it.
  static HttpHeaders unchecked() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }

  private HttpHeaders headers(String type) {
    return unchecked()
        .add("Audit-Id", auditId)
        .add("Cache-Control", "no-cache, private")
        .add("Content-Type", type);
  }

  /// Begins an answer of unknown length; the caller closes the stream and then calls [#ended].
  OutputStream stream(String type) throws IOException {
    if (info.isLongRunning()) {
      audit.started(Audit.code(200));
    }
    return exchange.stream(200, headers(type));
  }

  void ended(int code) {
    audit.complete(Audit.code(code));
  }

  /// Answers 101. As with kube-apiserver there is no `Audit-Id` in it.
  Wire upgrade(HttpHeaders headers) throws IOException {
    if (!audit.isStarted()) {
      audit.started(Audit.code(101));
    }
    return exchange.upgrade(headers);
  }

  /// The request's object.
  ObjectNode body() throws ApiException {
    byte[] bytes = bytes();
    if (ProtobufReview.is(bytes) && info.apiGroup().startsWith("auth")) {
      return ProtobufReview.read(bytes, info.resource());
    }
    try {
      if (StrictJson.MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Told below.
    }
    throw ApiException.badRequest("the body must be a JSON object: send application/json");
  }

  private byte[] bytes() throws ApiException {
    byte[] bytes;
    try {
      bytes = exchange.body().readNBytes(MAX_BODY + 1);
    } catch (IOException e) {
      throw ApiException.badRequest("the body could not be read");
    }
    if (bytes.length > MAX_BODY) {
      exchange.closeAfterAnswer();
      throw ApiException.tooLarge(MAX_BODY);
    }
    return bytes;
  }
}
