import type { Hit } from '../api/sessionTypes'

/** A row of the list: a session, before its hits, or one of them. */
export type HitRow = { kind: 'session' | 'hit'; hit: Hit }

export function hitRows(hits: Hit[]): HitRow[] {
  return hits.flatMap((hit, index): HitRow[] => {
    const first = hits[index - 1]?.session !== hit.session
    return first ? [{ kind: 'session', hit }, { kind: 'hit', hit }] : [{ kind: 'hit', hit }]
  })
}

/** The line cut at its highlights: odd pieces are the words. */
export function marked({ line, highlight }: Pick<Hit, 'line' | 'highlight'>): string[] {
  const pieces: string[] = []
  let from = 0
  for (const [start, end] of highlight) {
    if (start < from || end <= start || end > line.length) continue
    pieces.push(line.slice(from, start), line.slice(start, end))
    from = end
  }
  return [...pieces, line.slice(from)]
}

/** What to look for in the transcript so that the player shows the place. */
export function wordsOf(hit: Pick<Hit, 'line' | 'highlight'>): string | undefined {
  const first = hit.highlight[0]
  const last = hit.highlight.at(-1)
  return first && last ? hit.line.slice(first[0], last[1]) : undefined
}
