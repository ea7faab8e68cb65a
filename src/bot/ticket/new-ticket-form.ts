import { z } from 'zod';
import type { DeskView } from '../../desk/decision.ts';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { Priority, priorities } from '../../desk/ticket/priority.ts';
import { clean, oneLine } from '../../desk/text.ts';
import type { TicketWish } from '../../desk/ticket/link.ts';
import type { MailboxList } from '../../store/mailboxes.ts';
import { matchChoice } from '../match.ts';
import { CONTACT_LIMIT, mailboxChoices, mailboxField, SUBJECT_LIMIT, TEXT_LIMIT } from './form.ts';

export const NEW_TICKET = 'new-ticket';

const BY_RULES = 'rules';

/** For a caller, for somebody at the door, or from a message. */
export function newTicketForm(token: string, list: MailboxList, filled: Filled, view: DeskView): Form {
  const fields: Field[] = [
    ...(list.mailboxes.length > 1 ? [mailboxField(list, filled['mailbox'])] : []),
    {
      id: 'contact',
      label: 'For whom?',
      hint: 'Their e-mail address; nobody is mailed by this',
      type: 'text',
      most: CONTACT_LIMIT,
      initial: filled['contact'] ?? '',
    },
    { id: 'subject', label: 'Subject', type: 'text', most: SUBJECT_LIMIT, initial: filled['subject'] ?? '' },
    { id: 'text', label: 'What is it?', type: 'text', long: true, most: TEXT_LIMIT, initial: filled['text'] ?? '' },
    {
      id: 'priority',
      label: 'Priority',
      type: 'choice',
      choices: [
        { id: BY_RULES, label: `By the rules (else ${view.settings.tickets.priority})` },
        ...priorities.map((id) => ({ id, label: id })),
      ],
      initial: filled['priority'] ?? BY_RULES,
    },
    // Five are the most that a form can have.
    ...(list.mailboxes.length > 1
      ? []
      : [{ id: 'assign', label: 'I take it', type: 'check' as const, initial: filled['assign'] === 'yes' }]),
  ];
  return { id: NEW_TICKET, token, title: 'New ticket', submit: 'Make ticket', fields };
}

interface Wanted {
  wish: TicketWish;
  priority?: Priority;
}

/** What was typed, or the sentence for each field that is wrong. `self` is the account of whoever fills it in. */
export function wantedFrom(
  filled: Filled,
  list: MailboxList,
  by: { name: string; self: string | undefined },
): Wanted | { mistakes: Record<string, string> } {
  const mistakes: Record<string, string> = {};
  const [only] = list.mailboxes;
  const mailbox = matchChoice(filled['mailbox'] ?? only?.id ?? '', mailboxChoices(list));
  const contact = oneLine(filled['contact'] ?? '').toLowerCase();
  const subject = oneLine(filled['subject'] ?? '');
  const text = clean(filled['text'] ?? '').trim();
  if (mailbox.is !== 'one') mistakes['mailbox'] = mailbox.sentence;
  if (!z.email().safeParse(contact).success) mistakes['contact'] = 'An e-mail address, such as pat@acme.example.';
  if (subject === '') mistakes['subject'] = 'Say in a few words what it is about.';
  if (text === '') mistakes['text'] = 'Say what they need.';
  if (mailbox.is !== 'one' || Object.keys(mistakes).length > 0) return { mistakes };
  const priority = Priority.safeParse(filled['priority']).data;
  const takes = filled['assign'] === 'yes' && by.self !== undefined;
  return {
    wish: {
      mailbox: { id: mailbox.choice.id, name: mailbox.choice.label },
      contact,
      subject,
      text: `${text}\n\nWritten down by ${by.name}.`,
      ...(takes ? { assign: by.self ?? '' } : {}),
    },
    ...(priority === undefined ? {} : { priority }),
  };
}
