interface Props {
  query: string
  problem: { column: number; expected: string }
  place: (column: number) => void
}

const BEFORE = 56
const AFTER = 24

/** Where the server stopped reading, in one line that stands in place of the quick filters: nothing moves. */
export function QueryProblem({ query, problem: { column, expected }, place }: Props) {
  const at = Math.min(Math.max(column - 1, 0), query.length)
  const start = Math.max(0, at - BEFORE)
  return (
    <div className="query-problem" role="alert" data-testid="query-problem">
      <button type="button" className="query-place mono" title={`Go to column ${column}`} onClick={() => place(column)}>
        {start > 0 && '…'}
        {query.slice(start, at)}
        <mark>{query[at] ?? ' '}</mark>
        {query.slice(at + 1, at + AFTER)}
      </button>
      <span className="query-expected">Column {column}: expected {expected}</span>
    </div>
  )
}
