package io.kubescribe.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
  @Test
  void everything_covers_also_what_is_not_known() {
    assertThat(Scope.EVERYTHING.covers("prod", "shop")).isTrue();
    assertThat(Scope.EVERYTHING.covers(null, null)).isTrue();
  }

  @Test
  void patterns_are_compared_as_a_whole_and_nothing_unknown_matches_one() {
    Scope scope = new Scope(List.of("prod"), List.of("shop", "shop-*"));
    assertThat(scope.covers("prod", "shop-a")).isTrue();
    assertThat(scope.covers("prod", "shop")).isTrue();
    assertThat(scope.covers("prod", "workshop")).isFalse();
    assertThat(scope.covers("prod2", "shop")).isFalse();
    assertThat(scope.covers(null, "shop")).isFalse();
    assertThat(scope.covers("prod", null)).isFalse();
  }

  @Test
  void a_scope_of_nothing_covers_nothing() {
    assertThat(new Scope(List.of(), List.of("*")).covers("prod", "shop")).isFalse();
  }
}
