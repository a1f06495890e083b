import { Alert } from 'antd'
import type { Grid } from '../../state/grids.ts'
import { type MessageKey, useTranslate } from '../../state/language.ts'

type Exception = NonNullable<Grid['properties']['exception']>

/** Why the grid lies outside the band, and what would help, with the numbers of this grid. */
export function ExceptionNote({ exception }: { exception: Exception }) {
  const { t } = useTranslate()
  const { reason, households, band, piecesNeeded, nearestGrid, pocketHouseholds, withGateHouseholds } =
    exception
  const facts = {
    households,
    min: band.min,
    max: band.max,
    pieces: piecesNeeded ?? Math.ceil(households / Math.max(1, band.max)),
    neighbour: nearestGrid ?? '–',
    pocket: Number(pocketHouseholds ?? households),
    together: Number(withGateHouseholds ?? households),
  }
  const reasonKey: MessageKey = `exception.${reason}`
  const remedyKey: MessageKey = `remedy.${reason}`
  return (
    <Alert
      type="warning"
      className="exception"
      title={t(reasonKey, facts)}
      description={t('problem.remedy', { remedy: t(remedyKey, facts) })}
      data-testid="grid-exception"
    />
  )
}
