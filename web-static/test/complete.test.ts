import { expect, test } from 'vitest'
import { applyCompletion, completionAt } from '../src/query/complete'
import { suggestFields } from '../src/search/useSuggestions'

test('an_empty_query_offers_fields', () => {
  expect(completionAt('', 0)).toEqual({ kind: 'field', prefix: '', start: 0, end: 0, afterTerm: false })
})
test('a_bare_word_completes_a_field_name', () => {
  expect(completionAt('code:403 us', 11)).toEqual({ kind: 'field', prefix: 'us', start: 9, end: 11, afterTerm: true })
})
test('a_minus_stays_in_front_of_the_field', () => {
  expect(completionAt('-us', 3)).toMatchObject({ kind: 'field', prefix: 'us', start: 1, end: 3 })
})
test('after_the_colon_values_are_offered_and_the_rest_of_the_query_is_known', () => {
  expect(completionAt('code:403 user:al ns:prod', 16)).toEqual({ kind: 'value', field: 'user', prefix: 'al', start: 14, end: 16, rest: 'code:403 ns:prod' })
})
test('an_open_quote_is_still_a_value', () => {
  expect(completionAt('user:"system:kube', 17)).toMatchObject({ kind: 'value', prefix: 'system:kube', start: 5, end: 17 })
})
test('ranges_phrases_and_closed_groups_offer_nothing', () => {
  expect(completionAt('code:[200', 9).kind).toBe('none')
  expect(completionAt('"cat /etc', 9).kind).toBe('none')
  expect(completionAt('(a)', 3).kind).toBe('none')
})
test('a_choice_replaces_the_token_under_the_caret', () => {
  expect(applyCompletion('a us b', { start: 2, end: 4 }, 'user:')).toEqual({ text: 'a user: b', caret: 7 })
})
test('fields_are_found_by_alias', () => {
  const fields = [{ name: 'namespace', aliases: ['ns'], type: 'keyword' as const, description: 'of the object', facet: true }]
  expect(suggestFields(fields, 'ns', false)[0]?.insert).toBe('namespace:')
})
test('and_or_follow_a_term_only', () => {
  expect(suggestFields([], 'A', true).map(({ label }) => label)).toEqual(['AND'])
  expect(suggestFields([], 'A', false)).toEqual([])
})
