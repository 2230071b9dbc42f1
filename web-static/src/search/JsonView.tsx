import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { isFilterable, type JsonLine, jsonLines } from '../json/lines'
import { revealText } from '../text/reveal'
import { count } from '../time/format'
import { SafeText } from '../ui/SafeText'
import { useValueMenu } from './ValueMenu'

const LINE_HEIGHT = 20
/** A value longer than this is folded: 60 KB in one line help nobody and slow every browser. */
const FOLD = 400

/** The whole event as it is stored, however large: only the lines on the screen exist. */
export function JsonView({ text }: { text: string }) {
  const lines = useMemo(() => jsonLines(text) ?? plainLines(text), [text])
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  })
  return (
    <div ref={scroller} className="json mono" data-testid="raw-json" tabIndex={0} role="region" aria-label="Raw JSON">
      <div className="json-canvas" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="json-line" style={{ transform: `translateY(${item.start}px)` }}>
            <Line
              line={lines[item.index]!}
              unfolded={unfolded.has(item.index)}
              unfold={() => setUnfolded(new Set(unfolded).add(item.index))}
            />
          </div>
        ))}
      </div>
    </div>
  )
}

function Line({ line: { key, text, kind, leaf, comma, depth }, unfolded, unfold }: { line: JsonLine; unfolded: boolean; unfold: () => void }) {
  const openMenu = useValueMenu()
  const open = (element: HTMLElement) => leaf && openMenu(element, leaf.value, isFilterable(leaf.path) ? leaf.path : undefined)
  const folded = !unfolded && text.length > FOLD
  const shown = folded ? text.slice(0, FOLD) : text
  return (
    <span className="json-text" style={{ paddingLeft: `${depth * 16}px` }}>
      {key !== undefined && <><span className="json-key">"<SafeText text={key} />"</span>: </>}
      {leaf && leaf.path !== '' ? (
        // Not a button element: that is one box, which a long value could not break out of.
        <span
          role="button"
          tabIndex={0}
          aria-haspopup="menu"
          className={`json-value json-${kind}`}
          title={revealText(leaf.path)}
          onClick={(event) => open(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ' ') return
            event.preventDefault()
            event.stopPropagation()
            open(event.currentTarget)
          }}
        >
          <SafeText text={shown} />
        </span>
      ) : (
        <span className={`json-${kind}`}>{shown}</span>
      )}
      {folded && <button type="button" className="link json-unfold" onClick={unfold}>… {count(text.length - FOLD)} more characters</button>}
      {comma && ','}
    </span>
  )
}

function plainLines(text: string): JsonLine[] {
  return text.split('\n').map((line) => ({ depth: 0, text: line, kind: 'literal', comma: false }))
}
