import type { Grid } from '../../state/grids.ts'

/** What a grid is called before it has a code. */
export const codeOrLabel = ({ properties: { code, label } }: Grid): string => code ?? label

/** Exceptions first, then by code: what needs a decision is read first. */
export const sortGrids = (grids: Iterable<Grid>): Grid[] =>
  [...grids].sort(
    (a, b) =>
      Number(b.properties.exception !== null) - Number(a.properties.exception !== null) ||
      codeOrLabel(a).localeCompare(codeOrLabel(b)),
  )
