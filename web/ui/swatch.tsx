/** A sample of a colour in a legend; hatched where the map is hatched. */
export function Swatch({ colour, isHatched = false }: { colour: string; isHatched?: boolean }) {
  return (
    <span
      className={isHatched ? 'swatch swatch-hatched' : 'swatch'}
      style={{ background: colour }}
      aria-hidden="true"
    />
  )
}
