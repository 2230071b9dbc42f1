package io.kubescribe.testkit.forward;

import com.sun.net.httpserver.Headers;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/// A receiver of the user's own, which checks signatures and names the lines that it refuses.
public final class FakeWebhook extends FakeReceiver {
  private volatile String secret;

  public FakeWebhook(String secret, Faults faults) throws IOException {
    super(faults);
    this.secret = secret;
  }

  /// The secret that is valid from now on.
  public void secret(String valid) {
    secret = valid;
  }

  @Override
  protected Answer receive(URI asked, Headers headers, byte[] body) {
    if (headers.getFirst("Idempotency-Key") == null) {
      violation("no Idempotency-Key");
    }
    if (!isSigned(String.valueOf(headers.getFirst("X-Signature")), body)) {
      return Answer.of(403, "");
    }
    List<String> rejected = new ArrayList<>();
    String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
    for (int i = 0; i < lines.length; i++) {
      JsonNode line = StrictJson.MAPPER.readTree(lines[i]);
      if (lines[i].contains(POISON)) {
        rejected.add("{\"index\":" + i + ",\"reason\":\"poison\"}");
      } else {
        take(line.path("id").asString());
      }
    }
    return Answer.of(200, "{\"rejected\":[" + String.join(",", rejected) + "]}");
  }

  private boolean isSigned(String signature, byte[] body) {
    String[] parts = signature.split("[=,]");
    if (parts.length != 4) {
      return false;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((parts[1] + ".").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(mac.doFinal(body)).equals(parts[3]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }
}
