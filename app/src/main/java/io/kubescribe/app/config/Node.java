package io.kubescribe.app.config;

import java.util.List;
import java.util.SequencedMap;

/// A setting or a group of them as written, before it is known what is allowed there.
sealed interface Node {
  /// Where it stands, as messages name it: `FILE:LINE`, a variable, an option.
  String origin();

  /// Nothing after the colon.
  record Empty(String origin) implements Node {}

  record Scalar(String text, String origin) implements Node {}

  record Items(List<Node> nodes, String origin) implements Node {}

  /// @param members by key, in the order written; grows when settings are laid over it
  record Group(SequencedMap<String, Member> members, String origin) implements Node {
    /// Where the key stands, else what of its path stands there.
    ///
    /// @param key dotted, relative to this group
    String originOf(String key) {
      Node node = this;
      String origin = origin();
      for (String name : key.split("\\.")) {
        Member member = node instanceof Group group ? group.members.get(name) : null;
        if (member == null) {
          return origin;
        }
        origin = member.origin();
        node = member.value();
      }
      return origin;
    }
  }

  /// @param origin where the key stands
  record Member(Node value, String origin) {}
}
