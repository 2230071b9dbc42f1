import { expect, test } from 'vitest'
import { heights, ticks } from '../src/player/axis'
import { findLines, pieces } from '../src/player/find'
import { wallClock, wallMoment } from '../src/player/moment'
import { lastIndex, within } from '../src/player/spans'
import { nextSpeed } from '../src/player/speeds'
import { bytesInWords, clockOf, durationInWords } from '../src/time/duration'
import { formatPlayerState, parsePlayerState, startOf } from '../src/url/playerState'
import { parseRoute, searchHref, sessionHref } from '../src/url/route'

const line = (text: string) => ({ time: 0, screen: 'primary' as const, text })

test('addresses_name_their_page', () => {
  expect(parseRoute('/')).toEqual({ page: 'search' })
  expect(parseRoute('/sessions/')).toEqual({ page: 'sessions' })
  expect(parseRoute('/sessions/0193-a')).toEqual({ page: 'player', id: '0193-a' })
  expect(parseRoute('/sessions/a/b')).toEqual({ page: 'search' })
  expect(sessionHref('0193', { t: 3723.4 })).toBe('/sessions/0193?t=3723.4')
  expect(sessionHref('0193', { at: '2026-11-23T02:51:07Z' })).toBe('/sessions/0193?at=2026-11-23T02%3A51%3A07Z')
  expect(searchHref('pod:"a b"')).toBe('/?q=pod%3A%22a+b%22')
})
test('the_state_of_the_player_survives_the_way_there_and_back', () => {
  for (const search of ['', '?t=3723.4', '?at=2026-11-23T02%3A51%3A07Z', '?t=0&pane=transcript&find=a%26b']) {
    expect(formatPlayerState(parsePlayerState(search))).toBe(search)
  }
  expect(parsePlayerState('?t=-4&pane=none')).toEqual({ t: undefined, at: undefined, pane: 'commands', find: '' })
})
test('links_by_offset_and_by_clock_lead_to_a_moment_within_the_recording', () => {
  const start = '2026-11-23T02:50:00Z'
  expect(startOf({ t: 12.5 }, start, 100)).toBe(12.5)
  expect(startOf({ at: '2026-11-23T02:51:07Z' }, start, 100)).toBe(67)
  expect(startOf({ at: '2026-11-23T02:00:00Z' }, start, 100)).toBe(0)
  expect(startOf({ t: 1000 }, start, 100)).toBe(100)
  expect(startOf({ at: 'yesterday' }, start, 100)).toBe(0)
})
test('lengths_of_time_and_sizes_are_told_short', () => {
  expect([7, 723, 3723].map(clockOf)).toEqual(['0:07', '12:03', '1:02:03'])
  expect([0, 0.04, 0.44, 7, 843, 21600].map(durationInWords)).toEqual(['0 s', '0.1 s', '0.4 s', '7 s', '14 min 03 s', '6 h 00 min'])
  expect([0, 999, 1234, 99_900, 60_000_000].map(bytesInWords)).toEqual(['0 B', '999 B', '1.2 kB', '100 kB', '60 MB'])
})
test('the_wall_clock_is_start_and_offset', () => {
  expect(wallClock('2026-11-23T23:59:58.900Z', 2, 'utc')).toBe('00:00:00')
  expect(wallMoment('2026-11-23T23:59:58.900Z', 2, 'utc')).toBe('2026-11-24 00:00:00 UTC')
})
test('spans_are_found_by_time', () => {
  const spans = [{ from: 1, to: 2 }, { from: 5, to: 9 }]
  expect(within(spans, 0.5)).toBeUndefined()
  expect(within(spans, 1)).toBe(spans[0])
  expect(within(spans, 2)).toBeUndefined()
  expect(within(spans, 8.9)).toBe(spans[1])
  expect([0, 1, 4, 5, 99].map((time) => lastIndex(spans, time, ({ from }) => from))).toEqual([-1, 0, 0, 1, 1])
})
test('an_axis_has_round_labels_with_room_between_them', () => {
  expect(ticks(900, 900).map(({ label }) => label)).toEqual(['2:00', '4:00', '6:00', '8:00', '10:00', '12:00', '14:00'])
  expect(ticks(21600, 900).map(({ time }) => time % 3600)).toEqual([0, 0, 0, 0, 0])
  expect(ticks(0, 900)).toEqual([])
})
test('bars_are_zero_only_where_nothing_was', () => {
  const [none, little, much] = heights([0, 1, 100_000])
  expect(none).toBe(0)
  expect(little).toBeGreaterThan(0.05)
  expect(much).toBe(1)
  expect(heights([])).toEqual([])
})
test('words_are_found_in_any_case_and_marked_where_they_stand', () => {
  const lines = [line('BEGIN RSA'), line('nothing'), line('begin begin')]
  expect(findLines(lines, ' begin ')).toEqual([0, 2])
  expect(findLines(lines, '  ')).toEqual([])
  expect(pieces('begin BEGIN x', 'begin')).toEqual(['', 'begin', ' ', 'BEGIN', ' x'])
  expect(pieces('İstanbul', 'bul')).toEqual(['İstanbul'])
})
test('speeds_end_at_both_ends', () => {
  expect(nextSpeed(1, 1)).toBe(1.5)
  expect(nextSpeed(0.5, -1)).toBe(0.5)
  expect(nextSpeed(16, 1)).toBe(16)
})
