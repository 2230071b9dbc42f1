import type { ReactNode } from 'react'
import { revealText } from '../text/reveal'
import { SafeText } from '../ui/SafeText'
import { useValueMenu } from './ValueMenu'

interface Props {
  field: string
  value: string
  /** What is shown instead of the value itself. */
  children?: ReactNode
  className?: string
  wrap?: boolean
  /** Values inside rows are reached by mouse; by keyboard the drawer has the same ones. */
  tabbable?: boolean
}

/** A value that can be clicked into the query. */
export function Value({ field, value, children, className = '', wrap = false, tabbable = true }: Props) {
  const open = useValueMenu()
  return (
    <button
      type="button"
      className={`value ${wrap ? 'wrap' : ''} ${className}`}
      title={wrap ? undefined : `${field}: ${revealText(value).slice(0, 400)}`}
      aria-haspopup="menu"
      tabIndex={tabbable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        open(event.currentTarget, value, field)
      }}
    >
      {children ?? <SafeText text={value} />}
    </button>
  )
}
