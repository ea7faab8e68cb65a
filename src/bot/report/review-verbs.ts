import { reviewClick, reviewRowsClick } from './review.ts';
import { reviewsClick } from './reviews.ts';
import type { Verbs } from '../table.ts';

/** Reviews of clients. */
export const reviewVerbs: Verbs = {
  clicks: {
    review: reviewClick,
    reviews: reviewsClick,
    'review-rows': reviewRowsClick,
  },
  forms: {},
};
