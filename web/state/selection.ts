/** The grid that is looked at: picked on the map, in the list or by search. */
import { createStore } from './store.ts'

export const selectedGrid = createStore<string | undefined>(undefined)
/** What a click on the map means. */
export const tool = createStore<'select' | 'measure'>('select')
