/** The panels over the map: which features there are, and where they sit. */
import { App, ConfigProvider, Segmented, Tag, Tooltip } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BuildingLegend } from './features/buildings/index.ts'
import { GridLegend, GridList, GridPanel } from './features/grids/index.ts'
import { LayerSwitches } from './features/layers/index.ts'
import { MeasureTool } from './features/measure/index.ts'
import { SearchBox } from './features/search/index.ts'
import { StartUpScreen } from './features/start-up/index.ts'
import { ViewButtons } from './features/view/index.ts'
import icon from './icon.svg'
import { areas } from './state/areas.ts'
import { gridRegister } from './state/grids.ts'
import { type Language, language, useTranslate } from './state/language.ts'
import { startUp } from './state/start-up.ts'
import { useStore } from './state/use-store.ts'
import { ChevronIcon } from './ui/icons.tsx'
import { Notices } from './ui/notices.tsx'
import { theme } from './ui/theme.ts'

export function mountPanels(root: HTMLElement) {
  createRoot(root).render(
    <StrictMode>
      <Panels />
    </StrictMode>,
  )
}

export function Panels() {
  const { language: tag } = useTranslate()
  const isReady = useStore(startUp).phase === 'ready'
  return (
    <ConfigProvider locale={tag === 'en' ? enUS : zhCN} theme={theme}>
      <App component={false}>
        <Notices />
        <StartUpScreen />
        {isReady && (
          <>
            <MainCard />
            <GridPanel />
            <div className="map-buttons">
              <MeasureTool />
              <ViewButtons />
            </div>
          </>
        )}
        {!isReady && (
          <div className="language-corner">
            <LanguageSwitch />
          </div>
        )}
      </App>
    </ConfigProvider>
  )
}

const isWide = () => window.innerWidth >= 720

function MainCard() {
  const { t } = useTranslate()
  const [isOpen, setOpen] = useState(isWide)
  const [tab, setTab] = useState<'legend' | 'layers' | 'grids'>('legend')
  const tabs = (['legend', 'layers', 'grids'] as const).map((value) => ({
    value,
    label: t(`${value}.title`),
  }))
  return (
    <main className="card main-card">
      <header className="main-head">
        <img src={icon} alt="" width="30" height="30" />
        <h1>{t('app.name')}</h1>
        <FictionalBadge />
        <span className="spring" />
        <LanguageSwitch />
      </header>
      <div className="main-search">
        <SearchBox />
        <button
          type="button"
          className={isOpen ? 'fold fold-open' : 'fold'}
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'panel.close' : 'panel.open')}
          onClick={() => setOpen(!isOpen)}
        >
          <ChevronIcon />
        </button>
      </div>
      {isOpen && (
        <>
          <Segmented block options={tabs} value={tab} onChange={setTab} />
          <div className="card-scroll">
            {tab === 'legend' && <Legend />}
            {tab === 'layers' && <LayerSwitches />}
            {tab === 'grids' && <Grids />}
          </div>
        </>
      )}
    </main>
  )
}

const Legend = () => (
  <>
    <GridLegend />
    <BuildingLegend />
  </>
)

function Grids() {
  const { state, grids } = useStore(gridRegister)
  const { t } = useTranslate()
  if (state === 'ready' && grids.size === 0)
    return (
      <div className="hint">
        <p>{t('grids.none')}</p>
        <p>{t('grids.noneHint')}</p>
      </div>
    )
  return <GridList />
}

function FictionalBadge() {
  const { t } = useTranslate()
  if (!useStore(areas).some((area) => area.isFictional)) return null
  return (
    <Tooltip title={t('app.fictionalHint')}>
      <Tag color="gold" data-testid="fictional">
        {t('app.fictional')}
      </Tag>
    </Tooltip>
  )
}

function LanguageSwitch() {
  const { t, language: tag } = useTranslate()
  return (
    <Segmented<Language>
      size="small"
      aria-label={t('language.switch')}
      value={tag}
      onChange={language.set}
      options={[
        { value: 'zh-CN', label: '中' },
        { value: 'en', label: 'EN' },
      ]}
    />
  )
}
