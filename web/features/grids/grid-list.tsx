import { Tag } from 'antd'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { type Grid, gridRegister } from '../../state/grids.ts'
import { useTranslate } from '../../state/language.ts'
import { nameIn } from '../../state/names.ts'
import { selectedGrid } from '../../state/selection.ts'
import { showGrid } from '../../state/show-grid.ts'
import { useStore } from '../../state/use-store.ts'
import { formatCount } from '../../ui/format-quantities.ts'
import { Swatch } from '../../ui/swatch.tsx'
import { classOf } from './household-scale.ts'
import { codeOrLabel, sortGrids } from './sort-grids.ts'

const STEPS: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

/** The grids as a list box: the map for those who use the keyboard or a screen reader. Arrows move, Enter goes there. */
export function GridList() {
  const { grids } = useStore(gridRegister)
  const { t } = useTranslate()
  const sorted = useMemo(() => sortGrids(grids.values()), [grids])
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' })
  }, [active])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive(Math.min(sorted.length - 1, Math.max(0, active + step)))
    }
    const grid = sorted[active]
    if (event.key === 'Enter' && grid) showGrid(grid)
  }
  return (
    <>
      <GridSummary grids={sorted} />
      <div
        ref={list}
        className="grid-list"
        role="listbox"
        tabIndex={0}
        aria-label={t('grids.listLabel')}
        aria-activedescendant={sorted[active] ? `grid-${sorted[active].id}` : undefined}
        onKeyDown={onKeyDown}
      >
        {sorted.map((grid, place) => (
          <GridRow key={grid.id} grid={grid} isActive={place === active} onPick={() => setActive(place)} />
        ))}
      </div>
    </>
  )
}

function GridSummary({ grids }: { grids: Grid[] }) {
  const { t, language } = useTranslate()
  const households = grids.reduce((sum, grid) => sum + grid.properties.households, 0)
  const exceptions = grids.filter((grid) => grid.properties.exception !== null).length
  return (
    <p className="summary">
      {t('grids.summary', {
        count: formatCount(grids.length, language),
        households: formatCount(households, language),
      })}{' '}
      <Tag color={exceptions > 0 ? 'warning' : 'success'}>
        {exceptions > 0 ? t('grids.exceptions', { count: exceptions }) : t('grids.allWithin')}
      </Tag>
    </p>
  )
}

function GridRow({ grid, isActive, onPick }: { grid: Grid; isActive: boolean; onPick: () => void }) {
  const { band } = useStore(gridRegister)
  const picked = useStore(selectedGrid)
  const { language } = useTranslate()
  const { households, exception } = grid.properties
  const pick = () => {
    onPick()
    showGrid(grid)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself takes the keys (aria-activedescendant)
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus
    <div
      id={`grid-${grid.id}`}
      className="grid-row"
      role="option"
      aria-selected={picked === grid.id}
      data-active={isActive || undefined}
      onClick={pick}
    >
      <Swatch colour={classOf(households, band).colour} isHatched={exception !== null} />
      <span className="grid-row-text">
        <span className="code">{codeOrLabel(grid)}</span>
        <span className="grid-row-name">{nameIn(language, grid.properties)}</span>
      </span>
      <span className="grid-row-figure">{formatCount(households, language)}</span>
    </div>
  )
}
