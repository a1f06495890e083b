/** The few icons of the page, drawn as strokes in the text's colour. */
import type { ReactNode } from 'react'

const icon = (paths: ReactNode) => () => (
  <svg
    viewBox="0 0 24 24"
    width="1.15em"
    height="1.15em"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.9"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    style={{ verticalAlign: '-0.18em' }}
  >
    {paths}
  </svg>
)

export const PlusIcon = icon(<path d="M12 5v14M5 12h14" />)
export const MinusIcon = icon(<path d="M5 12h14" />)
export const NorthIcon = icon(<path d="M12 3l5 16-5-4-5 4z" />)
export const RulerIcon = icon(<path d="M3 16L16 3l5 5L8 21zM7 12l2 2M10 9l2 2M13 6l2 2" />)
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />)
export const TargetIcon = icon(
  <>
    <circle cx="12" cy="12" r="6" />
    <path d="M12 2v5M12 17v5M2 12h5M17 12h5" />
  </>,
)
export const ChevronIcon = icon(<path d="M6 9l6 6 6-6" />)
export const SearchIcon = icon(
  <>
    <circle cx="11" cy="11" r="6.5" />
    <path d="M16 16l5 5" />
  </>,
)
