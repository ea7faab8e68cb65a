import { again, logTimeClick, logTimeSubmit } from './log-time.ts';
import { dayClick } from '../report/day.ts';
import { logGap } from './log-gap.ts';
import { LOG_TIME } from './form.ts';
import type { Verbs } from '../table.ts';
import { correctTime, undoTimeClick } from './undo-time.ts';
import { unbilledClick } from './unbilled.ts';

/** Time. */
export const timeVerbs: Verbs = {
  clicks: {
    again,
    'log-time': logTimeClick,
    'undo-time': undoTimeClick,
    'correct-time': correctTime,
    'log-gap': logGap,
    day: dayClick,
    unbilled: unbilledClick,
  },
  forms: {
    [LOG_TIME]: { submit: logTimeSubmit, again: 'again' },
  },
};
