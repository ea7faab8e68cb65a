import { z } from 'zod';
import type { Form } from '../desk/form.ts';
import { cut, oneLine } from '../desk/text.ts';
import { parseUntil } from '../desk/until.ts';
import { keepDraft, keepTyped, readDraft } from '../store/drafts.ts';
import type { Answer } from './contract.ts';
import { alertFor, order, zoneOf } from './orders.ts';
import { type Click, type Desk, type Press, said, type Submit, type Verb } from './table.ts';

export const SNOOZE = 'snooze';

const SnoozeDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type SnoozeDraft = z.infer<typeof SnoozeDraft>;

const UNTIL_LIMIT = 20;
const REASON_LIMIT = 200;

/** Asks until when, and why. */
export const snoozeForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const snoozeAgain: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  async run(desk, press) {
    const token = press.ask.with ?? '';
    const draft = SnoozeDraft.safeParse(await readDraft(desk.store, token));
    if (!draft.success) return said('What you typed is older than a day and is no longer kept.');
    return open(desk, press, draft.data, token);
  },
};

async function open(desk: Desk, press: Press, draft: SnoozeDraft, before?: string): Promise<Answer> {
  const alert = await alertFor(desk, press, draft.about);
  if (typeof alert === 'string') return said(alert);
  return { is: 'form', form: formFor(draft, await keepDraft(desk.store, draft, before), zoneOf(desk, press)) };
}

function formFor({ filled }: SnoozeDraft, token: string, zone: string): Form {
  return {
    id: SNOOZE,
    token,
    title: 'Snooze',
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
    return order(desk, press, draft.data.about, {
      verb: 'snooze',
      until: until.until,
      ...(reason === '' ? {} : { reason }),
    });
  },
};
