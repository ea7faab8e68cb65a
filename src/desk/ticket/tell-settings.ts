import { z } from 'zod';

/** What a text may name. */
const WORDS = ['number', 'customer', 'technician', 'client'] as const;
export type TellWord = (typeof WORDS)[number];

const NAMED = /\{([^{}]*)\}/g;

/** A text for a customer, in which names in braces are filled in. */
const Template = z
  .string()
  .min(1)
  .max(5_000)
  .superRefine((text, context) => {
    const strange = [...text.matchAll(NAMED)].map(([, name]) => name).find((name) => !isWord(name));
    if (strange !== undefined)
      context.addIssue(`there is no {${strange}}; known are ${WORDS.map((word) => `{${word}}`).join(', ')}`);
  });

function isWord(name: string | undefined): name is TellWord {
  return WORDS.some((word) => word === name);
}

export const TELL_OCCASIONS = ['created', 'assigned', 'done', 'cancelled', 'rejected'] as const;
export type TellOccasion = (typeof TELL_OCCASIONS)[number];

/** What customers are told by mail as their ticket goes on; an occasion without a text is told to nobody. */
export const TellSetting = z.strictObject({
  /** Empty for all. The first entry that has a ticket's mailbox counts. */
  mailboxes: z.array(z.string()).default([]),
  /** In whose name it is written where nobody has the ticket: a name or an address under people. */
  by: z.string().optional(),
  /** Senders whom no client is known for are told as well. */
  unknown: z.boolean().default(false),
  created: Template.optional(),
  assigned: Template.optional(),
  done: Template.optional(),
  cancelled: Template.optional(),
  rejected: Template.optional(),
});
export type TellSetting = z.infer<typeof TellSetting>;

/** The text with its names filled in. */
export function fillIn(text: string, words: Readonly<Record<TellWord, string>>): string {
  return text.replaceAll(NAMED, (whole, name: string) => (isWord(name) ? words[name] : whole));
}
