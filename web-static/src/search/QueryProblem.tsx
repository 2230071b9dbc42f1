interface Props {
  query: string
  problem: { column: number; expected: string }
  place: (column: number) => void
}

const AROUND = 48

/** The part of the query where the server stopped reading, with a mark under the column. */
export function QueryProblem({ query, problem: { column, expected }, place }: Props) {
  const at = Math.min(Math.max(column - 1, 0), query.length)
  const start = Math.max(0, at - AROUND)
  const before = `${start > 0 ? '…' : ''}${query.slice(start, at)}`
  const after = query.slice(at + 1, at + AROUND)
  return (
    <div className="query-problem" role="alert" data-testid="query-problem">
      <p>
        Column {column}: expected {expected}.{' '}
        <button type="button" className="link" onClick={() => place(column)}>Go there</button>
      </p>
      <pre className="mono" aria-hidden>
        {before}
        <mark>{query[at] ?? ' '}</mark>
        {after}
      </pre>
    </div>
  )
}
