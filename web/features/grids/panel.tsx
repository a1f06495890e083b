import { Button, Tag } from 'antd'
import { useEffect } from 'react'
import { areas } from '../../state/areas.ts'
import { type Band, type Grid, gridRegister } from '../../state/grids.ts'
import { useTranslate } from '../../state/language.ts'
import { areaNamed, nameIn } from '../../state/names.ts'
import { selectedGrid } from '../../state/selection.ts'
import { showGrid } from '../../state/show-grid.ts'
import { useStore } from '../../state/use-store.ts'
import { BandBar } from '../../ui/band-bar.tsx'
import { Figure } from '../../ui/figure.tsx'
import { formatArea, formatCount, formatDay } from '../../ui/format-quantities.ts'
import { CloseIcon, TargetIcon } from '../../ui/icons.tsx'
import { ExceptionNote } from './exception-note.tsx'
import { classOf } from './household-scale.ts'

/** The figures of the picked grid; Esc closes. */
export function GridPanel() {
  const { grids, band } = useStore(gridRegister)
  const picked = useStore(selectedGrid)
  const { t } = useTranslate()
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape') selectedGrid.set(undefined)
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [])
  const grid = picked === undefined ? undefined : grids.get(picked)
  if (!grid) return null
  return (
    <aside className="card grid-panel" aria-label={t('grid.title')} data-testid="grid-panel">
      <PanelHead grid={grid} />
      <div className="card-scroll">
        <HouseholdsNow grid={grid} band={band} />
        {grid.properties.exception && <ExceptionNote exception={grid.properties.exception} />}
        <GridFigures grid={grid} />
        <GridFacts grid={grid} />
      </div>
    </aside>
  )
}

function PanelHead({ grid }: { grid: Grid }) {
  const { t, language } = useTranslate()
  const { code } = grid.properties
  return (
    <header className="panel-head">
      <div>
        <div className="code code-large" data-testid="grid-code">
          {code ?? t('grid.noCode')}
        </div>
        <h2>{nameIn(language, grid.properties)}</h2>
      </div>
      <span className="panel-tools">
        <Button
          type="text"
          aria-label={t('grid.flyTo')}
          icon={<TargetIcon />}
          onClick={() => showGrid(grid)}
        />
        <Button
          type="text"
          aria-label={t('grid.close')}
          icon={<CloseIcon />}
          onClick={() => selectedGrid.set(undefined)}
        />
      </span>
    </header>
  )
}

const TAG_COLOUR = { under: 'purple', within: 'success', over: 'orange' } as const

function HouseholdsNow({ grid, band }: { grid: Grid; band: Band }) {
  const { t, language } = useTranslate()
  const { households } = grid.properties
  const { place, colour } = classOf(households, band)
  return (
    <section className="households">
      <span className="households-count" data-testid="grid-households">
        {formatCount(households, language)}
      </span>
      <span className="households-unit">{t('grid.households')}</span>
      <Tag color={TAG_COLOUR[place]}>{t(`grid.${place}`, band as Required<Band>)}</Tag>
      <BandBar
        value={households}
        min={band.min}
        max={band.max}
        colour={colour}
        label={t('grid.bandLabel', { households, min: band.min, max: band.max })}
      />
    </section>
  )
}

function GridFigures({ grid }: { grid: Grid }) {
  const { t, language } = useTranslate()
  const { population, buildingCount, unitCount } = grid.properties
  return (
    <section className="figures">
      <Figure label={t('grid.population')} value={formatCount(population, language)} />
      <Figure label={t('grid.buildings')} value={formatCount(buildingCount, language)} />
      <Figure label={t('grid.units')} value={formatCount(unitCount, language)} />
    </section>
  )
}

function GridFacts({ grid }: { grid: Grid }) {
  const { plans } = useStore(gridRegister)
  const all = useStore(areas)
  const { t, language } = useTranslate()
  const { community, kind, areaSquareMeters, plan, validFrom } = grid.properties
  const area = areaNamed(all, community)
  const facts: [string, string | undefined][] = [
    [t('grid.community'), area && nameIn(language, area)],
    [t('grid.kind'), t(`grid.kind.${kind}`)],
    [t('grid.area'), formatArea(areaSquareMeters, language)],
    [t('grid.plan'), plans.get(plan)?.name],
    [t('grid.validFrom'), validFrom === null ? undefined : formatDay(validFrom, language)],
  ]
  return (
    <dl className="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  )
}
