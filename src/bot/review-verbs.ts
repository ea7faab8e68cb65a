import { reviewClick, reviewRowsClick } from './review.ts';
import type { Verbs } from './table.ts';

/** Reviews of clients. */
export const reviewVerbs: Verbs = {
  clicks: {
    review: reviewClick,
    'review-rows': reviewRowsClick,
  },
  forms: {},
};
