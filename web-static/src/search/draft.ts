/** What is typed and not yet asked. It outlives the page, which the end of a session takes away in mid-word. */
let kept: { asked: string; text: string } | undefined

export function keepDraft(asked: string, text: string): void {
  kept = { asked, text }
}

/** The text of the query's input when the page opens with the query `asked`. */
export function draftOf(asked: string): string {
  return kept?.asked === asked ? kept.text : asked
}
