import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { reveal } from '../text/reveal'

/** Text a caller could have chosen: hidden characters are written out, direction can't leak into its surroundings. */
export const SafeText = memo(function SafeText({ text }: { text: string }) {
  const { pieces, warning } = reveal(text)
  if (!warning) return <bdi>{text}</bdi>
  return (
    <>
      {/* Outside of the text, whose own direction could put it where it is cut off. */}
      <span className="warning-badge" role="img" aria-label={`Warning: ${warning}`} title={`Warning: ${warning}`}>
        <TriangleAlert size={12} aria-hidden />
      </span>
      <bdi>
        {pieces.map((piece, index) =>
          piece.hidden ? (
            <span key={index} className="hidden-char">{piece.hidden}</span>
          ) : (
            <span key={index}>{piece.text}</span>
          ),
        )}
      </bdi>
    </>
  )
})
