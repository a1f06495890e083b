import type { ReactNode } from 'react'

/** One number with what it counts. */
export function Figure({ label, value, accent }: { label: string; value: ReactNode; accent?: string }) {
  return (
    <div className="figure">
      <div className="figure-value" style={accent ? { borderColor: accent } : undefined}>
        {value}
      </div>
      <div className="figure-label">{label}</div>
    </div>
  )
}
