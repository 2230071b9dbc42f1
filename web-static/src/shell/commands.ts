import { useQueryClient } from '@tanstack/react-query'
import { useFields } from '../api/queries'
import { hasClause, toggleClause } from '../query/edit'
import { useSearch } from '../search/context'
import { QUICK_FILTERS } from '../search/quick'
import { QUICK_RANGES } from '../time/range'
import { useTheme, useZone } from '../ui/preferences'
import { navigate, useRoute } from '../url/navigation'
import { parseState, STACK_CHOICES } from '../url/state'
import type { Command } from './matchCommands'

/** Everything the page can do, by name. */
export function useCommands(): Command[] {
  const { state, update } = useSearch()
  const [theme, setTheme] = useTheme()
  const [zone, setZone] = useZone()
  const client = useQueryClient()
  const fields = useFields().data ?? []
  const { page } = useRoute()
  const otherTheme = theme === 'dark' ? 'light' : 'dark'
  const otherZone = zone === 'utc' ? 'local' : 'utc'
  const everywhere: Command[] = [
    { group: 'Go to', label: 'Search', run: () => navigate('/') },
    { group: 'Go to', label: 'Sessions', run: () => navigate('/sessions') },
    { group: 'Go to', label: 'Live sessions', run: () => navigate('/sessions?q=state%3Alive') },
    { group: 'View', label: `Use the ${otherTheme} theme`, run: () => setTheme(otherTheme) },
    { group: 'View', label: otherZone === 'utc' ? 'Times in UTC' : 'Times in local time', run: () => setZone(otherZone) },
  ]
  if (page === 'player') return everywhere
  const lists: Command[] = [
    ...QUICK_RANGES.map(({ label, range }) => ({ group: 'Time', label, run: () => update({ from: range.from, to: range.to }) })),
    { group: 'Search', label: 'Search again', run: () => void client.invalidateQueries({ queryKey: ['search'] }) },
    { group: 'Search', label: 'Start afresh', run: () => update(parseState('')) },
  ]
  if (page === 'sessions') return [...lists, ...everywhere]
  return [
    ...QUICK_FILTERS.map(({ label, clause }) => ({
      group: hasClause(state.q, clause) ? 'Lift filter' : 'Filter',
      label,
      run: () => update({ q: toggleClause(state.q, clause) }),
    })),
    ...STACK_CHOICES.map((by) => ({ group: 'Histogram by', label: by, run: () => update({ by }) })),
    { group: 'Order', label: state.order === 'desc' ? 'Oldest first' : 'Newest first', run: () => update({ order: state.order === 'desc' ? 'asc' : 'desc' }) },
    ...lists,
    ...everywhere,
    ...fields
      .filter(({ type }) => type !== 'time')
      .map(({ name }) => ({ group: 'Has a value', label: name, run: () => update({ q: toggleClause(state.q, `_exists_:${name}`) }) })),
  ]
}
