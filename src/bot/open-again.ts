import type { z } from 'zod';
import type { Role } from '../desk/people.ts';
import { readDraft } from '../store/drafts.ts';
import type { Answer } from './contract.ts';
import { type Click, type Desk, said, type Verb } from './table.ts';

/** The button that opens a form again with what had been typed, for as long as that is kept; its word is the form's token. */
export function openAgain<Draft>(
  least: Role,
  shape: z.ZodType<Draft>,
  open: (desk: Desk, press: Click, draft: Draft, token: string) => Promise<Answer>,
): Verb<Click> {
  return {
    least,
    opensForm: true,
    async run(desk, press) {
      const token = press.ask.with ?? '';
      const draft = shape.safeParse(await readDraft(desk.store, token));
      if (!draft.success) return said('What you typed is older than a day and is no longer kept.');
      return open(desk, press, draft.data, token);
    },
  };
}
