import { z } from 'zod';
import { noteAlert } from '../desk/alert/command.ts';
import { unchanged } from '../desk/decision.ts';
import type { WorkItem } from '../desk/item.ts';
import { oneLine } from '../desk/text.ts';
import { noteTicket } from '../desk/ticket/command.ts';
import { change } from '../store/change.ts';
import { keepDraft, readDraft } from '../store/drafts.ts';
import { readWork } from '../store/read.ts';
import type { Answer } from './contract.ts';
import { itemHere } from './here.ts';
import { openAgain } from './open-again.ts';
import { actorOf } from './people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from './table.ts';

export const NOTE = 'note';

const NoteDraft = z.object({ about: z.string(), filled: z.object({ note: z.string().optional() }).optional() });
const NOTE_LIMIT = 300;

/** Asks for the words to one's own acknowledge. */
export const noteClick: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const noteAgain = openAgain('technician', NoteDraft, open);

async function open({ store }: Desk, press: Press, draft: z.infer<typeof NoteDraft>, before?: string): Promise<Answer> {
  const item = await itemHere(store, draft.about, press.place);
  if (typeof item === 'string') return said(item);
  const token = await keepDraft(store, draft, before);
  const initial = draft.filled?.note ?? item.acknowledged?.note ?? '';
  return {
    is: 'form',
    form: {
      id: NOTE,
      token,
      title: 'Add a note',
      submit: 'Save',
      fields: [
        { id: 'note', label: 'What should the others know?', type: 'text', long: true, most: NOTE_LIMIT, initial },
      ],
    },
  };
}

export const noteSubmit: Verb<Submit> = {
  least: 'technician',
  async run({ store }, press) {
    const draft = NoteDraft.safeParse(await readDraft(store, press.ask.token));
    const note = oneLine(press.ask.filled['note'] ?? '');
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    if (note === '') return said('Nothing was written, so nothing was saved.');
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<WorkItem, WorkItem | undefined>(
      store,
      {
        read: () => readWork(store, draft.data.about),
        decide: (item, view) => {
          if (!item) return unchanged();
          return item.kind === 'alert' ? noteAlert(item, by, note, view) : noteTicket(item, by, note, view);
        },
      },
      { urgent: true },
    );
    return said(outcome.is === 'refused' ? outcome.sentence : 'Your note is on the card.');
  },
};
