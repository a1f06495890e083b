import { Button, Progress, Spin } from 'antd'
import icon from '../../icon.svg'
import { type MessageKey, useTranslate } from '../../state/language.ts'
import { type StartJob, startUp } from '../../state/start-up.ts'
import { useStore } from '../../state/use-store.ts'
import { formatShare } from '../../ui/format-quantities.ts'

/** Connecting, a first start under way, or no data yet; nothing once there is a map. */
export function StartUpScreen() {
  const state = useStore(startUp)
  const { t } = useTranslate()
  if (state.phase === 'ready') return null
  return (
    <div className="start-up">
      <div className="card start-up-card" role="status" data-phase={state.phase}>
        <img src={icon} alt="" width="56" height="56" />
        {state.phase === 'connecting' && <Waiting text={t('start.connecting')} />}
        {state.phase === 'unreachable' && <Waiting text={t('start.unreachable')} />}
        {state.phase === 'preparing' && <Preparing job={state.job} />}
        {state.phase === 'empty' && <NoData />}
      </div>
    </div>
  )
}

const Waiting = ({ text }: { text: string }) => (
  <p>
    <Spin size="small" /> {text}
  </p>
)

/** The steps that the server's jobs name, as texts; any other shows as its share only. */
const STEPS: readonly string[] = [
  'import.read',
  'import.validate',
  'import.place',
  'import.store',
  'units.build',
  'plan.balance',
  'plan.publish',
]
const stepText = (step: string | null): MessageKey =>
  step !== null && STEPS.includes(step) ? (`step.${step}` as MessageKey) : 'start.hint'

function Preparing({ job }: { job: StartJob | undefined }) {
  const { t, language } = useTranslate()
  return (
    <>
      <h2>{t('start.title')}</h2>
      {job ? (
        <Progress
          percent={Math.round(job.progress * 100)}
          format={() => formatShare(job.progress, language)}
          strokeColor="#1f5f6b"
        />
      ) : (
        <Spin />
      )}
      <p className="hint">{t(stepText(job?.step ?? null))}</p>
    </>
  )
}

function NoData() {
  const { t } = useTranslate()
  return (
    <>
      <h2>{t('start.empty')}</h2>
      <p>{t('start.emptyHint')}</p>
      <dl className="commands">
        <dt>{t('start.emptyDemo')}</dt>
        <dd>
          <code>npx wangge demo --size town</code>
        </dd>
        <dt>{t('start.emptyImport')}</dt>
        <dd>
          <code>npx wangge import areas.geojson</code>
        </dd>
      </dl>
      <Button type="primary" onClick={() => location.reload()}>
        {t('start.reload')}
      </Button>
    </>
  )
}
