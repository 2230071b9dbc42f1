import type { AnchorHTMLAttributes, MouseEvent } from 'react'
import { navigate } from '../url/navigation'

type Props = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link within these pages: followed without loading them again, and an ordinary link for every other click. */
export function Link({ href, onClick, ...rest }: Props) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(href)
  }
  return <a href={href} onClick={follow} {...rest} />
}
