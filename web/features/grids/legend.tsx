import { gridRegister } from '../../state/grids.ts'
import { useTranslate } from '../../state/language.ts'
import { useStore } from '../../state/use-store.ts'
import { Swatch } from '../../ui/swatch.tsx'
import { type HouseholdClass, householdClasses } from './household-scale.ts'

/** The colours of the grids with the numbers of the band. */
export function GridLegend() {
  const { band } = useStore(gridRegister)
  const { t } = useTranslate()
  const text = ({ place, from, to }: HouseholdClass) =>
    place === 'within'
      ? t('legend.between', { from: from ?? '', to: to ?? '' })
      : t(`legend.${place}`, { min: band.min, max: band.max })
  return (
    <section aria-label={t('legend.householdsPerGrid')}>
      <h3>{t('legend.householdsPerGrid')}</h3>
      <ul className="legend">
        {householdClasses(band).map((one) => (
          <li key={one.colour}>
            <Swatch colour={one.colour} />
            {text(one)}
          </li>
        ))}
        <li>
          <Swatch colour="#e9e4da" isHatched />
          {t('legend.exception')}
        </li>
      </ul>
    </section>
  )
}
