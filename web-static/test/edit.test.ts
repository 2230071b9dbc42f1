import { describe, expect, test } from 'vitest'
import { addClause, clauseText, hasClause, quoteValue, removeClause, scopeOf, toggleClause, unquote, withScope } from '../src/query/edit'

describe('quoting', () => {
  test('plain_words_stay_bare', () => {
    expect(['alice', 'system:serviceaccount:shop:ci', '10.0.0.7', '403', '/api/v1'].map(quoteValue)).toEqual(['alice', 'system:serviceaccount:shop:ci', '10.0.0.7', '403', '/api/v1'])
  })
  test('anything_the_grammar_could_read_otherwise_is_quoted', () => {
    expect(quoteValue('::1')).toBe('"::1"')
    expect(quoteValue('a b')).toBe('"a b"')
    expect(quoteValue('a*')).toBe('"a*"')
    expect(quoteValue('AND')).toBe('"AND"')
    expect(quoteValue('or')).toBe('"or"')
    expect(quoteValue('-x')).toBe('"-x"')
    expect(quoteValue('')).toBe('""')
  })
  test('quotes_and_backslashes_survive_the_way_there_and_back', () => {
    const value = 'sh -c "echo \\n"'
    expect(quoteValue(value)).toBe('"sh -c \\"echo \\\\n\\""')
    expect(unquote(quoteValue(value))).toBe(value)
  })
})

test('a_key_of_the_event_is_escaped_into_a_field', () => {
  expect(clauseText('annotations.odd key:x', 'v')).toBe('annotations.odd\\ key\\:x:v')
  expect(clauseText('annotations.authorization.k8s.io/decision', 'allow')).toBe('annotations.authorization.k8s.io/decision:allow')
})

describe('clauses', () => {
  test('a_clause_is_appended', () => {
    expect(addClause('', clauseText('user', 'alice'))).toBe('user:alice')
    expect(addClause('user:alice', clauseText('ns', 'prod', true))).toBe('user:alice -ns:prod')
  })
  test('the_same_clause_is_not_added_twice', () => {
    expect(addClause('user:alice code:403', 'user:alice')).toBe('user:alice code:403')
  })
  test('the_opposite_clause_is_replaced', () => {
    expect(addClause('-user:alice code:403', 'user:alice')).toBe('code:403 user:alice')
    expect(addClause('NOT user:alice', 'user:alice')).toBe('user:alice')
    expect(addClause('!user:alice', 'user:alice')).toBe('user:alice')
  })
  test('a_query_with_OR_is_put_into_parentheses_first', () => {
    expect(addClause('user:a OR user:b', 'code:403')).toBe('(user:a OR user:b) code:403')
    expect(addClause('user:a || user:b', 'code:403')).toBe('(user:a || user:b) code:403')
  })
  test('an_OR_inside_a_phrase_or_a_group_is_none', () => {
    expect(addClause('"this OR that"', 'code:403')).toBe('"this OR that" code:403')
    expect(addClause('code:(401 OR 403)', 'user:a')).toBe('code:(401 OR 403) user:a')
  })
  test('removing_takes_its_operator_along', () => {
    expect(removeClause('user:a AND code:403', 'user:a')).toBe('code:403')
    expect(removeClause('code:403 AND NOT user:a', '-user:a')).toBe('code:403')
    expect(removeClause('a AND user:a AND b', 'user:a')).toBe('a b')
  })
  test('a_group_in_parentheses_can_be_toggled', () => {
    const group = '(decision:forbid OR code:403)'
    const on = toggleClause('user:a', group)
    expect(on).toBe(`user:a ${group}`)
    expect(hasClause(on, group)).toBe(true)
    expect(toggleClause(on, group)).toBe('user:a')
  })
  test('an_escaped_colon_belongs_to_the_value', () => {
    expect(hasClause('-user:system\\:* code:200', '-user:system\\:*')).toBe(true)
  })
  test('half_typed_text_is_kept_as_it_is', () => {
    expect(addClause('user:"ali', 'code:403')).toContain('user:"ali')
    expect(addClause('code:[200 TO', 'user:a')).toContain('code:[200 TO')
  })
})

describe('scope', () => {
  const names = ['namespace', 'ns']
  test('is_read_from_long_and_short_names', () => {
    expect(scopeOf('ns:prod user:a', names)).toBe('prod')
    expect(scopeOf('namespace:"a b"', names)).toBe('a b')
  })
  test('is_absent_when_negated_alternative_or_missing', () => {
    expect(scopeOf('-ns:prod', names)).toBeUndefined()
    expect(scopeOf('ns:prod OR user:a', names)).toBeUndefined()
    expect(scopeOf('ns:(a OR b)', names)).toBeUndefined()
    expect(scopeOf('user:a', names)).toBeUndefined()
  })
  test('is_replaced_and_lifted', () => {
    expect(withScope('ns:prod user:a', names, 'dev')).toBe('user:a namespace:dev')
    expect(withScope('ns:prod user:a', names, undefined)).toBe('user:a')
  })
})
