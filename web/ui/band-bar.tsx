/** Where a number lies against a band: the band as a bar, the number as a mark. */
export function BandBar(props: { value: number; min: number; max: number; colour: string; label: string }) {
  const span = props.max - props.min
  const low = Math.max(0, props.min - span / 2)
  const high = props.max + span / 2
  const at = (value: number) =>
    `${(Math.min(1, Math.max(0, (value - low) / (high - low))) * 100).toFixed(1)}%`
  return (
    <div className="band-bar" role="img" aria-label={props.label}>
      <div className="band-bar-track">
        <div
          className="band-bar-band"
          style={{ left: at(props.min), width: `calc(${at(props.max)} - ${at(props.min)})` }}
        />
        <div className="band-bar-mark" style={{ left: at(props.value), background: props.colour }} />
      </div>
      <div className="band-bar-ends">
        <span style={{ left: at(props.min) }}>{props.min}</span>
        <span style={{ left: at(props.max) }}>{props.max}</span>
      </div>
    </div>
  )
}
