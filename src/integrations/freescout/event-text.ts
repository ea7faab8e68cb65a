import { oneLine } from '../../desk/text.ts';
import type { Entry } from './entry.ts';

/** A line of the history as a short sentence; undefined for one of an unknown kind. */
export function eventText(entry: Entry): string | undefined {
  const deed = deedOf(entry);
  return deed === undefined ? undefined : oneLine(`${entry.by.name} ${deed}`);
}

function deedOf({ action, status, by, assignee, customer, into }: Entry): string | undefined {
  switch (action) {
    case 'status':
      return STATUS_DEEDS[status ?? 'active'];
    case 'assignee':
      if (!assignee) return 'gave it back to nobody';
      return assignee.id === by.id ? 'took it' : `assigned it to ${assignee.name}`;
    case 'moved':
      return 'moved it here from another mailbox';
    case 'merged':
      return into === undefined ? 'merged another ticket into it' : `merged it into #${into}`;
    case 'imported':
      return 'imported it';
    case 'customer':
      return `changed the customer to ${customer}`;
    case 'deleted':
      return 'deleted it';
    case 'restored':
      return 'restored it';
    case undefined:
      return undefined;
  }
}

const STATUS_DEEDS = {
  active: 'made it active',
  pending: 'set it to pending',
  closed: 'closed it',
  spam: 'marked it as spam',
} as const;
