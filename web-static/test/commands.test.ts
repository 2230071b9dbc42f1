import { expect, test } from 'vitest'
import { matchCommands } from '../src/shell/matchCommands'

const command = (group: string, label: string) => ({ group, label, run: () => {} })
const all = [command('Time', 'Last 24 hours'), command('Time', 'Last hour'), command('Histogram by', 'code')]
const labels = (typed: string) => matchCommands(all, typed).map(({ label }) => label)

test('every_typed_word_begins_a_word_of_the_command', () => {
  expect(labels('')).toHaveLength(3)
  expect(labels('last 2')).toEqual(['Last 24 hours'])
  expect(labels('hist co')).toEqual(['code'])
  expect(labels('ast')).toEqual([])
})
