import { useDeferredValue, useMemo, useState } from 'react'
import type { TranscriptLine } from '../api/sessionTypes'
import { findLines } from './find'
import type { Playback } from './Playback'
import type { Finding } from './TranscriptPane'

/** Looks for words in the transcript, and steps through what it finds. */
export function useFinding(words: string, lines: TranscriptLine[] | undefined, playback: Playback, goTo: (time: number) => void): { finding: Finding; times: number[]; step: (by: 1 | -1) => void } {
  const deferred = useDeferredValue(words)
  const hits = useMemo(() => findLines(lines ?? [], deferred), [lines, deferred])
  const [at, setAt] = useState({ words: '', current: -1 })
  const current = at.words === deferred ? Math.min(at.current, hits.length - 1) : -1
  const times = useMemo(() => hits.map((index) => lines![index]!.time), [hits, lines])
  const step = (by: 1 | -1) => {
    if (hits.length === 0) return
    const here = playback.time
    const first = by > 0 ? times.findIndex((time) => time >= here) : times.findLastIndex((time) => time < here)
    const next = current >= 0 ? (current + by + hits.length) % hits.length : first >= 0 ? first : by > 0 ? 0 : hits.length - 1
    setAt({ words: deferred, current: next })
    goTo(times[next]!)
  }
  return { finding: { words, hits, current }, times, step }
}
