import type { TranscriptLine } from '../api/sessionTypes'

/** Indexes of the lines that hold what is looked for, in any case. */
export function findLines(lines: TranscriptLine[], words: string): number[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  return lines.flatMap((line, index) => (line.text.toLowerCase().includes(wanted) ? [index] : []))
}

/** The text cut at every place where it holds the words: odd pieces are the hits. */
export function pieces(text: string, words: string): string[] {
  const wanted = words.trim().toLowerCase()
  const lower = text.toLowerCase()
  // A few letters change their length in lower case; nothing is marked then rather than the wrong place.
  if (wanted === '' || lower.length !== text.length) return [text]
  const found: string[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    found.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...found, text.slice(from)]
}
