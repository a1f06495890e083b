import { Checkbox } from 'antd'
import { useTranslate } from '../../state/language.ts'
import { useStore } from '../../state/use-store.ts'
import { SWITCHES, toggleLayer, visibleLayers } from '../../state/visible-layers.ts'

/** One switch for each part of the map. */
export function LayerSwitches() {
  const visible = useStore(visibleLayers)
  const { t } = useTranslate()
  return (
    <fieldset className="layer-switches" aria-label={t('layers.title')}>
      {SWITCHES.map((name) => (
        <Checkbox key={name} checked={visible.has(name)} onChange={() => toggleLayer(name)}>
          {t(`layers.${name}`)}
        </Checkbox>
      ))}
    </fieldset>
  )
}
