import { PALETTE } from '../../map/palette.ts'
import { useTranslate } from '../../state/language.ts'
import { Swatch } from '../../ui/swatch.tsx'
import { USE_GROUPS } from './use-groups.ts'

/** The colours of the buildings. */
export function BuildingLegend() {
  const { t } = useTranslate()
  return (
    <section aria-label={t('legend.buildings')}>
      <h3>{t('legend.buildings')}</h3>
      <ul className="legend legend-columns">
        {USE_GROUPS.map((group) => (
          <li key={group}>
            <Swatch colour={PALETTE.building[group]} />
            {t(`legend.${group}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}
