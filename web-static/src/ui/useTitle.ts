import { useEffect } from 'react'
import { revealText } from '../text/reveal'

/** Names the tab after what it shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Kubescribe' : `${revealText(title).slice(0, 80)} – Kubescribe`
  }, [title])
}
