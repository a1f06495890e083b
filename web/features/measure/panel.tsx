import { Button, Tooltip } from 'antd'
import { useEffect } from 'react'
import { useTranslate } from '../../state/language.ts'
import { tool } from '../../state/selection.ts'
import { useStore } from '../../state/use-store.ts'
import { formatArea, formatDistance } from '../../ui/format-quantities.ts'
import { RulerIcon } from '../../ui/icons.tsx'
import { measure, measuredPoints } from './measured-points.ts'

/** The button that starts measuring, and what was measured. */
export function MeasureTool() {
  const isOn = useStore(tool) === 'measure'
  const { t } = useTranslate()
  useEffect(() => {
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape') tool.set('select')
    }
    window.addEventListener('keydown', stop)
    return () => window.removeEventListener('keydown', stop)
  }, [])
  const label = t(isOn ? 'measure.stop' : 'measure.start')
  return (
    <>
      {isOn && <Measurement />}
      <Tooltip title={label} placement="left">
        <Button
          aria-label={label}
          aria-pressed={isOn}
          type={isOn ? 'primary' : 'default'}
          icon={<RulerIcon />}
          onClick={() => tool.set(isOn ? 'select' : 'measure')}
        />
      </Tooltip>
    </>
  )
}

function Measurement() {
  const points = useStore(measuredPoints)
  const { t, language } = useTranslate()
  const { distanceMeters, areaSquareMeters } = measure(points)
  return (
    <output className="card measurement">
      {points.length < 2 ? (
        t('measure.hint')
      ) : (
        <>
          <span>
            {t('measure.distance')} <b>{formatDistance(distanceMeters, language)}</b>
          </span>
          {areaSquareMeters !== undefined && (
            <span>
              {t('measure.area')} <b>{formatArea(areaSquareMeters, language)}</b>
            </span>
          )}
          <Button size="small" type="link" onClick={() => measuredPoints.set([])}>
            {t('measure.clear')}
          </Button>
        </>
      )}
    </output>
  )
}
