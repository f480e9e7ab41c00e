import { createStore } from 'zustand/vanilla';

/** Whether the help of the keys is open. */
export const keysHelp = createStore<{ readonly open: boolean }>(() => ({ open: false }));
