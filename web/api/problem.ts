import type { components } from './schema.d.ts'

export type Problem = components['schemas']['Problem']

/** A request that the server answered with problem details, or that did not arrive. */
export class RequestFailed extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'RequestFailed'
    this.problem = problem
  }
}

/** The data of an answer; a problem document becomes an exception that carries it. */
export function dataOf<Data>(answer: { data?: Data; error?: Problem; response: Response }): Data {
  if (answer.data !== undefined) return answer.data
  throw new RequestFailed(
    answer.error ?? {
      type: 'about:blank',
      title: answer.response.statusText,
      status: answer.response.status,
    },
  )
}
