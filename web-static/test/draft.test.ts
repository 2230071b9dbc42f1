import { expect, test } from 'vitest'
import { draftOf, keepDraft } from '../src/search/draft'

test('a_draft_comes_back_to_the_query_it_was_typed_over_only', () => {
  expect(draftOf('verb:get')).toBe('verb:get')
  keepDraft('verb:get', 'verb:get user:al')
  expect(draftOf('verb:get')).toBe('verb:get user:al')
  expect(draftOf('verb:list')).toBe('verb:list')
})
