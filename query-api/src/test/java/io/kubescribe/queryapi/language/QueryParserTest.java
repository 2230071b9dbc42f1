package io.kubescribe.queryapi.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryParserTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:15:30Z");

  @Test
  void nothing_and_a_star_are_every_event() throws QuerySyntaxException {
    assertThat(parse("")).isEqualTo(new Query.All());
    assertThat(parse("  ")).isEqualTo(new Query.All());
    assertThat(parse("*")).isEqualTo(new Query.All());
    assertThat(parse("*:*")).isEqualTo(new Query.All());
  }

  @Test
  void conditions_side_by_side_are_all_wanted() throws QuerySyntaxException {
    assertThat(parse("action:exec ns:prod user:ci-* -code:[200 TO 299] \"cat /etc/Shadow\""))
        .isEqualTo(
            and(
                term(EventField.ACTION, "exec"),
                term(EventField.NAMESPACE, "prod"),
                new Query.Wildcard(EventField.USER, "ci-*"),
                new Query.Not(new Query.Range(EventField.CODE, "200", true, "299", true)),
                new Query.Text("cat /etc/shadow")));
  }

  @Test
  void and_binds_tighter_than_or_and_parentheses_tighter_than_both() throws QuerySyntaxException {
    assertThat(parse("a OR b AND c")).isEqualTo(or(text("a"), and(text("b"), text("c"))));
    assertThat(parse("(a OR b) c")).isEqualTo(and(or(text("a"), text("b")), text("c")));
    assertThat(parse("a || b && !c"))
        .isEqualTo(or(text("a"), and(text("b"), new Query.Not(text("c")))));
    assertThat(parse("NOT(a OR b)")).isEqualTo(new Query.Not(or(text("a"), text("b"))));
  }

  @Test
  void only_the_first_colon_parts_field_and_value() throws QuerySyntaxException {
    assertThat(parse("user:system:serviceaccount:prod:ci"))
        .isEqualTo(term(EventField.USER, "system:serviceaccount:prod:ci"));
    assertThat(parse("-user:system\\:*"))
        .isEqualTo(new Query.Not(new Query.Wildcard(EventField.USER, "system:*")));
    assertThat(parse("uri:/api/v1/pods?watch=1"))
        .isEqualTo(new Query.Wildcard(EventField.URI, "/api/v1/pods?watch=1"));
  }

  @Test
  void a_group_belongs_to_its_field() throws QuerySyntaxException {
    assertThat(parse("code:(401 OR 403)"))
        .isEqualTo(or(term(EventField.CODE, "401"), term(EventField.CODE, "403")));
    assertThat(parse("user:(ci:* -ci:deploy)"))
        .isEqualTo(
            and(
                new Query.Wildcard(EventField.USER, "ci:*"),
                new Query.Not(term(EventField.USER, "ci:deploy"))));
  }

  @Test
  void ranges_have_closed_open_and_missing_ends() throws QuerySyntaxException {
    assertThat(parse("code:{400 TO 499]"))
        .isEqualTo(new Query.Range(EventField.CODE, "400", false, "499", true));
    assertThat(parse("name:[a TO *}"))
        .isEqualTo(new Query.Range(EventField.NAME, "a", true, null, false));
    assertThat(parse("code:>=400"))
        .isEqualTo(new Query.Range(EventField.CODE, "400", true, null, true));
    assertThat(parse("code:<400"))
        .isEqualTo(new Query.Range(EventField.CODE, null, true, "400", false));
    assertThat(parse("name:[\"a b\" TO \"c]\"]"))
        .isEqualTo(new Query.Range(EventField.NAME, "a b", true, "c]", true));
  }

  @Test
  void addresses_and_networks_are_told_apart() throws QuerySyntaxException {
    assertThat(parse("ip:10.1.2.3/8"))
        .isEqualTo(new Query.Cidr(EventField.SOURCE_IP, ip("10.0.0.0"), 8));
    assertThat(parse("ip:2001:db8::/32"))
        .isEqualTo(new Query.Cidr(EventField.SOURCE_IP, ip("2001:db8::"), 32));
    assertThat(parse("sourceIPs:10.1.2.3")).isEqualTo(term(EventField.SOURCE_IPS, "10.1.2.3"));
  }

  @Test
  void a_star_alone_is_any_value() throws QuerySyntaxException {
    assertThat(parse("pod:*")).isEqualTo(new Query.Exists(EventField.POD));
    assertThat(parse("_exists_:req.spec.hostPID"))
        .isEqualTo(new Query.Exists(new JsonPath("requestObject.spec.hostPID")));
    assertThat(parse("pod:\"*\"")).isEqualTo(term(EventField.POD, "*"));
  }

  @Test
  void a_backslash_takes_the_next_character_literally() throws QuerySyntaxException {
    assertThat(parse("name:a\\*b")).isEqualTo(term(EventField.NAME, "a*b"));
    assertThat(parse("name:a\\**")).isEqualTo(new Query.Wildcard(EventField.NAME, "a\\**"));
    assertThat(parse("name:a\\ b\\\\")).isEqualTo(term(EventField.NAME, "a b\\"));
    assertThat(parse("name:\"say \\\"hi\\\"\"")).isEqualTo(term(EventField.NAME, "say \"hi\""));
  }

  @Test
  void aliases_and_paths_find_their_field() throws QuerySyntaxException {
    assertThat(parse("objectRef.namespace:x")).isEqualTo(term(EventField.NAMESPACE, "x"));
    assertThat(parse("resp.status.phase:Failed"))
        .isEqualTo(term(new JsonPath("responseObject.status.phase"), "Failed"));
    assertThat(parse("annotations.authorization.k8s.io/reason:x"))
        .isEqualTo(term(new JsonPath("annotations.authorization.k8s.io/reason"), "x"));
  }

  @Test
  void a_prefix_names_all_fields_that_begin_so() throws QuerySyntaxException {
    assertThat(parse("name*:prod"))
        .isEqualTo(or(term(EventField.NAMESPACE, "prod"), term(EventField.NAME, "prod")));
    // An address field can't have this value, so it is left out.
    assertThat(parse("source*:webhook")).isEqualTo(term(EventField.SOURCE, "webhook"));
  }

  @Test
  void a_time_of_a_whole_unit_covers_it() throws QuerySyntaxException {
    assertThat(parse("timestamp:2026-11-20"))
        .isEqualTo(during("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"));
    assertThat(parse("timestamp:[2026-11-20 TO now/d}"))
        .isEqualTo(during("2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z"));
    assertThat(parse("@timestamp:>2026-11-20T10:00:00+02:00"))
        .isEqualTo(new Query.During(new TimeRange(Instant.parse("2026-11-20T08:00:01Z"), null)));
    assertThat(parse("timestamp:>=now-24h"))
        .isEqualTo(new Query.During(new TimeRange(Instant.parse("2026-11-22T08:15:30Z"), null)));
  }

  @Test
  void bare_words_search_the_text_in_lower_case() throws QuerySyntaxException {
    assertThat(parse("Shadow")).isEqualTo(text("shadow"));
    assertThat(parse("SHA?ow*")).isEqualTo(new Query.TextWildcard("sha?ow*"));
    assertThat(parse("kube-*")).isEqualTo(new Query.TextWildcard("kube-*"));
    assertThat(parse("*hadow")).isEqualTo(new Query.TextWildcard("*hadow"));
    assertThat(parse("/etc/passwd")).isEqualTo(text("/etc/passwd"));
  }

  // B49, and the message that a person gets.
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "user: ~ 6 ~ a value for 'user'",
        "(a OR b ~ 8 ~ ) for the ( at column 1",
        "a) ~ 2 ~ the end of the query",
        "a AND ~ 6 ~ a condition",
        "OR a ~ 1 ~ a condition beside OR",
        "a and b ~ 3 ~ AND in upper case",
        "usr:bob ~ 1 ~ did you mean 'user'",
        "kinds:x ~ 1 ~ did you mean 'kind'",
        "code:4xx ~ 6 ~ a whole number",
        "code:4* ~ 6 ~ a whole number",
        "code:[500 TO 400] ~ 6 ~ a range that begins before it ends",
        "code:[400 500] ~ 11 ~ TO between",
        "code:[400 TO 500 ~ 17 ~ ] or }",
        "ip:10.0.* ~ 4 ~ an IP address or a network",
        "ip:10.0.0.0/33 ~ 4 ~ an IP address or a network",
        "timestamp:yesterday ~ 11 ~ a time such as",
        "timestamp:2026-02-30 ~ 11 ~ a time such as",
        "timestamp:2026-11-23T08:00:00+99:00 ~ 11 ~ a time such as",
        "timestamp:[now TO now-1h] ~ 11 ~ a range that begins before it ends",
        "\"open ~ 6 ~ to end the phrase",
        "a\\ ~ 3 ~ a character after",
        "*ab ~ 1 ~ at least 3 letters",
        "?* ~ 1 ~ a word with a letter",
        ".*a* ~ 1 ~ at least 3 letters",
        "... ~ 1 ~ a word with a letter or digit",
        "- a ~ 2 ~ a condition right after the sign",
        "user:a\"b\" ~ 7 ~ a blank",
        ":x ~ 1 ~ a field before the colon",
        "_exists_: ~ 10 ~ a field",
        "req.*:x ~ 1 ~ the beginning of known fields",
        ">=5 ~ 1 ~ a field and a colon before a range",
      })
  void a_wrong_query_names_the_column_and_what_was_expected(
      String text, int column, String expected) {
    assertThatExceptionOfType(QuerySyntaxException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.column()).isEqualTo(column))
        .satisfies(e -> assertThat(e.expected()).contains(expected))
        .withMessageStartingWith("column " + column + ": expected ");
  }

  // B49: 2,000 clauses, 10,000 characters, nesting; no StackOverflow.
  @Test
  void limits_hold_before_the_tree_does_harm() {
    assertRefused("*:* ".repeat(2_600), QueryParser.MAX_LENGTH + 1, "10000 characters");
    assertRefused("*:* ".repeat(2_000), 4 * 1_024 + 4, "1024 conditions");
    assertRefused("a ".repeat(2_000), 2 * 1_024 + 1, "1024 conditions");
    assertRefused("(".repeat(9_000), 66, "64 levels");
    assertRefused("-".repeat(9_000) + "a", 66, "64 levels");
    assertRefused("NOT ".repeat(2_400) + "a", 4 * 65, "64 levels");
    assertRefused("user:" + "(".repeat(9_000), 71, "64 levels");
  }

  private static void assertRefused(String text, int column, String expected) {
    assertThatExceptionOfType(QuerySyntaxException.class)
        .isThrownBy(() -> parse(text))
        .satisfies(e -> assertThat(e.column()).isEqualTo(column))
        .satisfies(e -> assertThat(e.expected()).contains(expected));
  }

  private static Query parse(String text) throws QuerySyntaxException {
    return QueryParser.parse(text, NOW);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static Query during(String from, String to) {
    return new Query.During(new TimeRange(Instant.parse(from), Instant.parse(to)));
  }

  private static Query term(FieldRef field, String value) {
    return new Query.Term(field, value);
  }

  private static Query text(String words) {
    return new Query.Text(words);
  }

  private static Query and(Query... clauses) {
    return new Query.And(List.of(clauses));
  }

  private static Query or(Query... clauses) {
    return new Query.Or(List.of(clauses));
  }
}
