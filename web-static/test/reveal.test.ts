import { expect, test } from 'vitest'
import { reveal, revealText } from '../src/text/reveal'

test('plain_names_pass_untouched', () => {
  expect(reveal('system:serviceaccount:shop/web-7d4f')).toEqual({ pieces: [{ text: 'system:serviceaccount:shop/web-7d4f' }] })
  expect(reveal('')).toEqual({ pieces: [{ text: '' }] })
})
test('direction_overrides_and_zero_width_are_written_out', () => {
  expect(revealText('adm\u202Enimda')).toBe('admU+202Enimda')
  expect(revealText('ali\u200Bce')).toBe('aliU+200Bce')
  expect(revealText('a\u2066b\u{E0041}')).toBe('aU+2066bU+E0041')
  expect(reveal('ali\u200Bce').warning).toContain('invisible')
})
test('controls_and_lone_surrogates_are_written_out_but_line_breaks_stay', () => {
  expect(revealText('a\u0000b\u001b[31m')).toBe('aU+0000bU+001B[31m')
  expect(revealText('x\ud800y')).toBe('xU+D800y')
  expect(reveal('one\n\ttwo').warning).toBeUndefined()
})
test('lookalikes_inside_a_latin_word_are_written_out', () => {
  expect(revealText('\u0430dmin')).toBe('U+0430dmin')
  expect(reveal('\u0430dmin').warning).toContain('look like')
})
test('words_wholly_in_another_script_are_left_alone', () => {
  for (const text of ['анна', 'مرحبا', '東京 pod', 'müller']) expect(reveal(text).warning).toBeUndefined()
})
