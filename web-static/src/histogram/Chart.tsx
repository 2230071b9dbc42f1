import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { shownTime, type Zone, zoneName } from '../time/format'
import { cumulate, type Stack } from './stack'

interface Props {
  stack: Stack
  colours: string[]
  log: boolean
  zone: Zone
  /** A new value redraws with the theme's colours. */
  theme: string
  label: string
  onHover: (bucket: number | undefined) => void
  onBrush: (from: number, to: number) => void
}

const HEIGHT = 104

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000]
/** Counts are whole: no axis line between two of them. */
const WHOLE_STEPS = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat()

/** Bars on a canvas. The plot is rebuilt when an answer arrives, which is far rarer than a frame and keeps this simple. */
export function Chart({ stack, colours, log, zone, theme, label, onHover, onBrush }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const handlers = useRef({ onHover, onBrush })
  handlers.current = { onHover, onBrush }
  const palette = colours.join()

  useEffect(() => {
    const element = host.current!
    const plot = new uPlot(options(element, stack, palette.split(','), log, zone, handlers.current), data(stack, log), element)
    const resize = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }))
    resize.observe(element)
    return () => {
      resize.disconnect()
      plot.destroy()
    }
  }, [stack, palette, log, zone, theme])

  return <div ref={host} className="chart" role="img" aria-label={label} data-testid="histogram" />
}

/** uPlot draws in order, so the tallest running sum comes first and the shorter ones cover its foot. */
function data(stack: Stack, log: boolean): uPlot.AlignedData {
  const sums = log ? logSeries(stack).map(({ values }) => values.map((value) => value || null)) : cumulate(stack.series).reverse()
  return [stack.starts, ...(sums.length > 0 ? sums : [stack.totals])] as uPlot.AlignedData
}

/** Stacked lengths mean nothing on a log axis: there the totals stand behind, and the denied ones in front of them. */
function logSeries(stack: Stack): { colour: string; values: number[] }[] {
  const denied = stack.series.filter(({ name }) => name === 'denied').map(({ values }) => ({ colour: '--bar-denied', values }))
  return [{ colour: '--bar-other', values: stack.totals }, ...denied]
}

function options(
  element: HTMLElement,
  stack: Stack,
  colours: string[],
  log: boolean,
  zone: Zone,
  handlers: Pick<Props, 'onHover' | 'onBrush'>,
): uPlot.Options {
  const css = getComputedStyle(element)
  const colour = (name: string) => css.getPropertyValue(name).trim()
  const { starts, interval, totals } = stack
  const end = (starts.at(-1) ?? 0) + interval
  const highest = Math.max(1, ...totals)
  const drawn = log ? logSeries(stack).map((one) => one.colour) : stack.series.length > 0 ? [...colours].reverse() : ['--bar-other']
  const axis: uPlot.Axis = {
    stroke: colour('--text-3'),
    font: `11px ${colour('--sans')}`,
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { show: false },
  }
  return {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [6, 18, 0, 0],
    legend: { show: false },
    tzDate: (seconds) => (zone === 'utc' ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : uPlot.tzDate(new Date(seconds * 1000), zoneName())),
    scales: {
      x: { time: true, range: [starts[0] ?? 0, end] },
      y: log ? { distr: 3, range: [0.5, highest * 1.2] } : { range: [0, highest * 1.04] },
    },
    axes: [
      { ...axis, size: 20, gap: 4, space: 90, incrs: TIME_STEPS, grid: { show: false }, values: axisLabels(zone) },
      { ...axis, size: 52, gap: 6, space: log ? 16 : 28, ...(log ? { grid: { ...axis.grid, filter: powersOfTen } } : { incrs: WHOLE_STEPS }), values: (_, ticks) => ticks.map((tick) => (tick === null || (tick > 0 && tick < 1) ? '' : compact.format(tick))) },
    ],
    series: [
      {},
      ...drawn.map((name): uPlot.Series => ({
        fill: colour(name),
        width: 0,
        points: { show: false },
        // One honest bar for each bucket, from its start to its end, with a pixel between neighbours.
        paths: uPlot.paths.bars!({ align: 1, size: [1, Infinity], gap: totals.length > 300 ? 0 : 1 }),
      })),
    ],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      // The bucket under the pointer, not the nearest edge.
      dataIdx: (plot, _series, _closest, x) => {
        const bucket = Math.floor((x - starts[0]!) / interval)
        return Math.max(0, Math.min(bucket, plot.data[0].length - 1))
      },
    },
    hooks: {
      setCursor: [(plot) => handlers.onHover(plot.cursor.left! < 0 ? undefined : bucketUnder(plot, stack))],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < 3) return
          const at = (pixel: number) => (plot.posToVal(pixel, 'x') - starts[0]!) / interval
          const from = starts[0]! + Math.floor(at(left)) * interval
          const to = starts[0]! + Math.ceil(at(left + width)) * interval
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false)
          handlers.onBrush(from, to)
        },
      ],
    },
  }
}

function bucketUnder(plot: uPlot, { starts, interval }: Stack): number | undefined {
  const bucket = Math.floor((plot.posToVal(plot.cursor.left!, 'x') - starts[0]!) / interval)
  return bucket >= 0 && bucket < starts.length ? bucket : undefined
}

function powersOfTen(_plot: uPlot, splits: number[]): (number | null)[] {
  return splits.map((value) => (Number.isInteger(Math.log10(value)) ? value : null))
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })

/** ISO-like labels in the zone of the axis; the date stands where a day begins, seconds only where they differ. */
function axisLabels(zone: Zone): uPlot.Axis.DynamicValues {
  return (_plot, splits, _axis, _space, step) =>
    splits.map((seconds) => {
      const { date, time } = shownTime(new Date(seconds * 1000).toISOString(), zone)
      if (step >= 86400) return date
      if (time.startsWith('00:00:00')) return date.slice(5)
      return step < 1 ? time : time.slice(0, step < 60 ? 8 : 5)
    })
}
