/** The algorithms that run in worker threads: each export takes one structured-cloneable input. */
export const echo = (input: unknown) => input
