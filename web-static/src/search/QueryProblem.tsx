import { goToColumn } from './queryInput'

interface Props {
  query: string
  problem: { column: number; expected: string }
}

const BEFORE = 56
const AFTER = 24

/** Where the server stopped reading, in one line that stands in place of the quick filters: nothing moves. */
export function QueryProblem({ query, problem: { column, expected } }: Props) {
  const at = Math.min(Math.max(column - 1, 0), query.length)
  const start = Math.max(0, at - BEFORE)
  return (
    <div className="query-problem" role="alert" data-testid="query-problem">
      <button type="button" className="query-place mono" title={`Go to column ${column}`} onClick={() => goToColumn(column)}>
        {start > 0 && '…'}
        {query.slice(start, at)}
        <mark>{query[at] ?? ' '}</mark>
        {query.slice(at + 1, at + AFTER)}
      </button>
      <span className="query-expected">Column {column}: expected {expected}</span>
    </div>
  )
}

/** Stands where the rows would be. */
export function WrongQuery({ problem: { column, expected } }: Pick<Props, 'problem'>) {
  return (
    <div className="empty">
      <h2>The query can’t be read</h2>
      <p>Column {column}: expected {expected}. Nothing was searched.</p>
      <p>Press <kbd>?</kbd> for what a query can say.</p>
      <div className="empty-actions">
        <button type="button" className="button" onClick={() => goToColumn(column)}>Go to column {column}</button>
      </div>
    </div>
  )
}
