package io.kubescribe.ingest.gateway;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/// Netty's encoder, told which answer is one to HEAD: it has headers about a body, and none.
final class AnswerEncoder extends HttpResponseEncoder {
  private boolean headOnly;

  /// For the next answer.
  void headOnly(boolean value) {
    headOnly = value;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse answer) {
    return headOnly || super.isContentAlwaysEmpty(answer);
  }
}
