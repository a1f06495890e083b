import { AutoComplete, Input } from 'antd'
import { useMemo, useState } from 'react'
import { areas } from '../../state/areas.ts'
import { boundsOfArea } from '../../state/bounds.ts'
import { gridRegister } from '../../state/grids.ts'
import { useTranslate } from '../../state/language.ts'
import { nameIn } from '../../state/names.ts'
import { showGrid } from '../../state/show-grid.ts'
import { useStore } from '../../state/use-store.ts'
import { requestView } from '../../state/view-request.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import { findPlaces } from './find-places.ts'

/** Finds a community or grid and takes the map there. */
export function SearchBox() {
  const { t, language } = useTranslate()
  const all = useStore(areas)
  const { grids } = useStore(gridRegister)
  const [text, setText] = useState('')
  const found = useMemo(() => findPlaces(text, all, grids.values()), [text, all, grids])

  const go = (id: string) => {
    const grid = grids.get(id)
    const area = all.find((one) => one.id === id)
    if (grid) showGrid(grid)
    else if (area) requestView({ kind: 'show', bounds: boundsOfArea(area) })
    setText('')
  }
  const groups = [
    {
      label: t('search.communities'),
      options: found.areas.map((area) => ({ value: area.id, label: nameIn(language, area) })),
    },
    {
      label: t('search.grids'),
      options: found.grids.map(({ id, properties }) => ({
        value: id,
        label: (
          <>
            <span className="code">{properties.code ?? properties.label}</span> {nameIn(language, properties)}
          </>
        ),
      })),
    },
  ].filter(({ options }) => options.length > 0)

  return (
    <AutoComplete
      className="search"
      value={text}
      options={groups}
      onSelect={go}
      showSearch={{ onSearch: setText }}
      onChange={setText}
      defaultActiveFirstOption
      notFoundContent={text.trim() === '' ? null : t('search.nothing')}
    >
      <Input
        prefix={<SearchIcon />}
        aria-label={t('search.placeholder')}
        placeholder={t('search.placeholder')}
        allowClear
      />
    </AutoComplete>
  )
}
