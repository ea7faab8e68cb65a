import { z } from 'zod';
import type { Form } from '../../desk/form.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { parseUntil } from '../../desk/alert/until.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import type { Answer } from '../contract.ts';
import { alertHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { order, zoneOf } from './orders.ts';
import { type Click, type Desk, type Press, said, type Submit, type Verb } from '../table.ts';
import { together } from './together.ts';

export const SNOOZE = 'snooze';

const SnoozeDraft = z.object({
  about: z.string(),
  /** Of a group or a list: which of its alerts are meant. */
  word: z.string().optional(),
  filled: z.record(z.string(), z.string()).optional(),
});
type SnoozeDraft = z.infer<typeof SnoozeDraft>;

const UNTIL_LIMIT = 20;
const REASON_LIMIT = 200;

/** Asks until when, and why. */
export const snoozeForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** The same for all alerts of a group or a list. */
export const allSnooze: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref, word: press.ask.with ?? '' }),
};

/** Opens the form again with what had been typed. */
export const snoozeAgain = openAgain('technician', SnoozeDraft, open);

async function open(desk: Desk, press: Press, draft: SnoozeDraft, before?: string): Promise<Answer> {
  const alert = draft.word === undefined ? await alertHere(desk.store, draft.about, press.place) : undefined;
  if (typeof alert === 'string') return said(alert);
  return { is: 'form', form: formFor(draft, await keepDraft(desk.store, draft, before), zoneOf(desk, press)) };
}

function formFor({ filled, word }: SnoozeDraft, token: string, zone: string): Form {
  return {
    id: SNOOZE,
    token,
    title: word === undefined ? 'Snooze' : 'Snooze all of them',
    submit: 'Snooze',
    fields: [
      {
        id: 'until',
        label: 'Until when, or for how long?',
        hint: cut(`90m, 4h, 2d, 14:30 or 2026-12-01 09:00 (${zone})`, 100),
        type: 'text',
        most: UNTIL_LIMIT,
        initial: filled?.['until'] ?? '',
      },
      {
        id: 'note',
        label: 'Why?',
        type: 'text',
        optional: true,
        most: REASON_LIMIT,
        initial: filled?.['note'] ?? '',
      },
    ],
  };
}

export const snoozeSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    const draft = SnoozeDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const until = parseUntil(filled['until'] ?? '', desk.store.now(), zoneOf(desk, press));
    if ('wrong' in until) {
      await keepTyped(desk.store, token, filled);
      const form = formFor({ ...draft.data, filled }, token, zoneOf(desk, press));
      return { is: 'mistakes', form, mistakes: { until: until.wrong } };
    }
    const reason = oneLine(filled['note'] ?? '');
    const { about, word } = draft.data;
    const wish = { verb: 'snooze' as const, until: until.until, ...(reason === '' ? {} : { reason }) };
    return word === undefined ? order(desk, press, about, wish) : together(desk, press, { ref: about, word }, wish);
  },
};
