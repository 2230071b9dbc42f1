interface Props {
  what: string
  retry: () => void
}

/** In the place of an answer that did not come, where there is room for a line: must not look like "nothing there". */
export function Unavailable({ what, retry }: Props) {
  return (
    <span className="unavailable">
      {what} unavailable. <button type="button" className="link" aria-label={`Try again: ${what}`} onClick={retry}>Try again</button>
    </span>
  )
}
