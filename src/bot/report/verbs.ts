import { checkinClick, checkinNext, checkinTick } from './checkin.ts';
import { digestClick } from './digest.ts';
import {
  HANDOVER,
  handoverAgain,
  handoverForm,
  handoverNote,
  handoverSubmit,
  handoverTake,
} from '../on-call/handover.ts';
import type { Verbs } from '../table.ts';
import { weeklyClick } from './weekly.ts';

/** What is told of the desk as a whole. */
export const reportVerbs: Verbs = {
  clicks: {
    digest: digestClick,
    weekly: weeklyClick,
    checkin: checkinClick,
    'checkin-next': checkinNext,
    'checkin-tick': checkinTick,
    'handover-form': handoverForm,
    'handover-note': handoverNote,
    'handover-again': handoverAgain,
    'handover-take': handoverTake,
  },
  forms: {
    [HANDOVER]: { submit: handoverSubmit, again: 'handover-again' },
  },
};
