import { digestClick } from './digest.ts';
import type { Verbs } from './table.ts';

/** What is told of the desk as a whole. */
export const reportVerbs: Verbs = {
  clicks: {
    digest: digestClick,
  },
  forms: {},
};
