export const QUERY_INPUT = 'query-input'

/** Puts the caret into the query, before its `column`-th character. */
export function goToColumn(column: number): void {
  const input = document.getElementById(QUERY_INPUT) as HTMLTextAreaElement | null
  input?.focus()
  input?.setSelectionRange(column - 1, column - 1)
}
