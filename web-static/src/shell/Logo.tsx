export function Logo({ size }: { size: number }) {
  return (
    <svg className="logo icon" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path d="M3 19h5l2.5-11 5 17L20 6l3.5 13H29" fill="none" stroke="currentColor" strokeWidth="2.6" strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}
