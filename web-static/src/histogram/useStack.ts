import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { get } from '../api/client'
import { scopeParams } from '../api/queries'
import type { HistogramAnswer } from '../api/types'
import { DENIED_QUERY, HIDDEN_WRITES_QUERY } from '../event/kind'
import { addClause } from '../query/edit'
import { DEFAULT_BY, type SearchState } from '../url/state'
import { durationSeconds } from '../time/range'
import { type Stack, stackByKind, stackByValue, widen } from './stack'

/** Gives a day bars of ten minutes and a week bars of an hour. */
const BUCKETS = 180

/**
 * The stacked histogram. "Kind" is not a field: reads, writes and deletes follow from the verb, and the denied ones
 * and the writes that look like reads are counted by two more requests over exactly the first one's buckets.
 */
export function useStack(state: SearchState) {
  const { q, from, to, by } = state
  return useQuery({
    queryKey: ['search', 'histogram', scopeParams(state), by],
    queryFn: async ({ signal }): Promise<Stack> => {
      const ask = (params: object) => get<HistogramAnswer>('/events/histogram', { buckets: BUCKETS, ...params }, signal)
      const askAll = async (field: string) => {
        const answer = await ask({ q, from, to, by: field })
        if (from === undefined || to !== undefined) return widen(answer, { before: from === undefined, after: to === undefined })
        // Left open, the axis ends with the last event: what follows it up to now is silence, which must show.
        return endOf(answer) < Date.now() ? ask({ q, from, to: 'now', by: field }) : answer
      }
      if (by !== DEFAULT_BY) return stackByValue(await askAll(by))
      const all = await askAll('verb')
      const first = all.buckets[0]?.start
      if (!first) return stackByKind(all, { denied: undefined, hidden: undefined })
      const end = new Date(endOf(all)).toISOString()
      const askMore = (clause: string) => ask({ q: addClause(q, clause), from: first, to: end, by: 'verb' })
      const [denied, hidden] = await Promise.all([askMore(DENIED_QUERY), askMore(`(${HIDDEN_WRITES_QUERY} AND NOT ${DENIED_QUERY})`)])
      return stackByKind(all, { denied, hidden })
    },
    placeholderData: keepPreviousData,
  })
}

/** Milliseconds since the epoch at which the last bucket ends; the epoch when there is none. */
function endOf({ buckets, interval }: HistogramAnswer): number {
  const last = buckets.at(-1)
  return last ? Date.parse(last.start) + (durationSeconds(interval) ?? 0) * 1000 : 0
}
