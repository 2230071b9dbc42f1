import { expect, test } from 'vitest'
import type { Hit } from '../src/api/sessionTypes'
import { hitRows, marked, wordsOf } from '../src/sessions/hits'
import { sessionHref } from '../src/url/route'

const hit = (session: string) => ({ session }) as Hit

test('each_session_stands_once_before_its_hits', () => {
  expect(hitRows([hit('a'), hit('a'), hit('b')]).map(({ kind, hit: { session } }) => `${kind} ${session}`)).toEqual(['session a', 'hit a', 'hit a', 'session b', 'hit b'])
})
test('highlights_are_marked_where_they_stand', () => {
  expect(marked({ line: 'cat /etc/shadow', highlight: [[0, 3], [9, 15]] })).toEqual(['', 'cat', ' /etc/', 'shadow', ''])
  expect(marked({ line: 'short', highlight: [[0, 99], [3, 2]] })).toEqual(['short'])
})
test('a_hit_leads_to_its_second_and_its_words', () => {
  const find = wordsOf({ line: 'x BEGIN RSA y', highlight: [[2, 7], [8, 11]] })!
  expect(find).toBe('BEGIN RSA')
  expect(sessionHref('s', { t: 3.5, find })).toBe('/sessions/s?t=3.5&pane=transcript&find=BEGIN+RSA')
})
