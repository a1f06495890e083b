/** What a worker thread runs in the test of the pool. */
export const echo = (input: unknown) => input

export const fail = () => {
  throw new Error('no plan')
}
