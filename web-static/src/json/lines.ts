/** One line of pretty-printed JSON, made from the exact text: numbers keep every digit, a key that stands twice stays twice. */
export interface JsonLine {
  depth: number
  key?: string
  /** Punctuation or literal of the line, as it is shown after the key. */
  text: string
  kind: 'string' | 'number' | 'literal' | 'open' | 'close' | 'empty'
  comma: boolean
  /** Dotted path of a leaf as the query language names it (array positions left out), with its value. */
  leaf?: { path: string; value: string }
}

/** The top-level keys of an audit event that are fields of the query language; deeper paths all are. */
const TOP_LEVEL_FIELDS = ['auditID', 'stage', 'level', 'verb', 'userAgent', 'requestURI', 'sourceIPs', 'stageTimestamp']

export function isFilterable(path: string): boolean {
  return path.includes('.') || TOP_LEVEL_FIELDS.includes(path)
}

/** Breaks JSON text into lines. Undefined when it is not JSON; the caller then shows the text as it is. */
export function jsonLines(text: string): JsonLine[] | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  const lines: JsonLine[] = []
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/gs)
  const open: { array: boolean; path: string }[] = []
  let key: string | undefined
  let expectsKey = false
  let previous = ''

  const pathOf = () => {
    const parent = open.at(-1)
    if (!parent || parent.array) return parent?.path ?? ''
    return parent.path ? `${parent.path}.${key}` : (key ?? '')
  }
  const push = (line: Omit<JsonLine, 'depth' | 'comma' | 'key'>) => {
    const named = key !== undefined && !open.at(-1)?.array
    lines.push({ depth: open.length, comma: false, ...(named && { key: key! }), ...line })
  }
  for (const [token] of tokens) {
    if (token === '{' || token === '[') {
      const path = pathOf()
      push({ text: token, kind: 'open' })
      open.push({ array: token === '[', path })
      expectsKey = token === '{'
    } else if (token === '}' || token === ']') {
      open.pop()
      if (previous === '{' || previous === '[') Object.assign(lines.at(-1)!, { text: previous + token, kind: 'empty' })
      else lines.push({ depth: open.length, text: token, kind: 'close', comma: false })
      expectsKey = false
    } else if (token === ',') {
      lines.at(-1)!.comma = true
      expectsKey = open.at(-1)?.array === false
    } else if (token !== ':') {
      if (expectsKey) {
        key = decode(token)
        expectsKey = false
      } else {
        push({ text: token, kind: kindOfToken(token), leaf: { path: pathOf(), value: token.startsWith('"') ? decode(token) : token } })
      }
    }
    previous = token
  }
  return lines
}

function kindOfToken(token: string): 'string' | 'number' | 'literal' {
  if (token.startsWith('"')) return 'string'
  return /^[-\d]/.test(token) ? 'number' : 'literal'
}

function decode(token: string): string {
  return JSON.parse(token) as string
}
