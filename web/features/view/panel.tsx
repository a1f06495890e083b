import { Button, Tooltip } from 'antd'
import { useTranslate } from '../../state/language.ts'
import { requestView, type ViewRequest } from '../../state/view-request.ts'
import { MinusIcon, NorthIcon, PlusIcon } from '../../ui/icons.tsx'

const BUTTONS = [
  { text: 'map.zoomIn', icon: <PlusIcon />, request: { kind: 'zoom', by: 1 } },
  { text: 'map.zoomOut', icon: <MinusIcon />, request: { kind: 'zoom', by: -1 } },
  { text: 'map.north', icon: <NorthIcon />, request: { kind: 'north' } },
] as const satisfies readonly { request: ViewRequest; [other: string]: unknown }[]

/** The map's own buttons, in the page's language. */
export function ViewButtons() {
  const { t } = useTranslate()
  return BUTTONS.map(({ text, icon, request }) => (
    <Tooltip key={text} title={t(text)} placement="left">
      <Button aria-label={t(text)} icon={icon} onClick={() => requestView(request)} />
    </Tooltip>
  ))
}
