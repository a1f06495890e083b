import type { Services } from '../../platform/services.ts'
import { balancePlan } from './balance-plan.ts'

export type BalanceJob = { planId: string; communityIds?: string[]; actor: string }

/** What plans do in the background. */
export function registerJobs(services: Services): void {
  services.jobs.register<BalanceJob>('plan.balance', async (job, input) => {
    const plan = await balancePlan(services, {
      ...input,
      onProgress: (share) => job.progress(share * 0.95, 'plan.balance'),
      isCancelled: job.isCancelled,
    })
    return { plan: plan.id, revision: plan.revision, grids: plan.gridCount, exceptions: plan.exceptionCount }
  })
}
