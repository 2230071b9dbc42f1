export type Piece = { text: string; hidden?: undefined } | { text: string; hidden: string }

export interface Revealed {
  pieces: Piece[]
  /** Why the text can't be taken at face value, or undefined. */
  warning?: string
}

// Controls, format characters (direction overrides, zero-width, tags), separators, lone surrogates, private use.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115F\u1160\u3164\uFFA0\u034F]|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]|(?! )\p{Zs}/u
const ORDINARY_WHITESPACE = /[\n\t]/
const LATIN = /\p{Script=Latin}/u
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]|[\uFF01-\uFF5E]/u

/**
 * Makes visible what a name could hide: a caller chooses user names, object names and agents, and an auditor must not be
 * misled by a right-to-left override, a zero-width space or a Cyrillic letter inside a Latin word.
 */
export function reveal(text: string): Revealed {
  if (/^[\x20-\x7e]*$/.test(text)) return { pieces: [{ text }] }
  const pieces: Piece[] = []
  const reasons = new Set<string>()
  const mixed = mixedWords(text)
  let plain = ''
  let at = 0
  for (const char of text) {
    const hiding = INVISIBLE.test(char) && !ORDINARY_WHITESPACE.test(char)
    const lookalike = !hiding && mixed.some(([from, to]) => at >= from && at < to) && LOOKALIKE.test(char)
    if (hiding || lookalike) {
      if (plain) pieces.push({ text: plain })
      plain = ''
      pieces.push({ text: char, hidden: codePoint(char) })
      reasons.add(hiding ? 'invisible or direction-changing characters' : 'letters that look like Latin ones')
    } else {
      plain += char
    }
    at += char.length
  }
  if (plain || pieces.length === 0) pieces.push({ text: plain })
  return reasons.size === 0 ? { pieces } : { pieces, warning: `contains ${[...reasons].join(' and ')}` }
}

/** The text as it is safe to put into a title or an aria-label. */
export function revealText(text: string): string {
  return reveal(text).pieces.map((piece) => piece.hidden ?? piece.text).join('')
}

function codePoint(char: string): string {
  return `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}

function mixedWords(text: string): [number, number][] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}_-]+/gu)]
    .filter(([word]) => LATIN.test(word) && LOOKALIKE.test(word))
    .map((match) => [match.index, match.index + match[0].length])
}
