import { again, correctTime, logTimeClick, logTimeSubmit, undoTimeClick } from './log-time.ts';
import { LOG_TIME } from './time-form.ts';
import type { Verbs } from './table.ts';

/** Time. */
export const timeVerbs: Verbs = {
  clicks: {
    again,
    'log-time': logTimeClick,
    'undo-time': undoTimeClick,
    'correct-time': correctTime,
  },
  forms: {
    [LOG_TIME]: { submit: logTimeSubmit, again: 'again' },
  },
};
