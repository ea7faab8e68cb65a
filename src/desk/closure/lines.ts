import type { Action } from '../card.ts';
import { closureOf } from './closure.ts';
import type { FollowOn } from './record.ts';
import type { DeskView } from '../decision.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { canOrder } from '../ticket/order-obstacle.ts';
import type { Ticket } from '../ticket/ticket.ts';

const WHAT = 110;

/** What a ticket's own card tells of its closing. */
export function closureLines(ticket: Ticket): Line[] {
  const { closure, begun } = ticket;
  const origin = begun?.follows === undefined ? [] : [[`↩️ Left open when #${begun.follows} was closed`]];
  if (!closure) return origin;
  const { steps, tally, followOns = [] } = closure;
  const records = Object.values(steps);
  const count = (is: string): number => records.filter((record) => record.is === is).length;
  const parts = [
    ...(count('done') > 0 ? [`${count('done')} recorded`] : []),
    ...(count('skipped') > 0 ? [`${count('skipped')} skipped`] : []),
    ...(count('again') > 0 ? [`${count('again')} to be looked at again`] : []),
  ];
  const unsolved = tally.unsolved > 0 ? [`🔁 Closed and not solved: ${tally.unsolved}×`] : [];
  return [
    ...origin,
    ...(parts.length > 0 ? [[`🏁 Closing: ${parts.join(', ')}`]] : []),
    ...(unsolved.length > 0 ? [unsolved] : []),
    ...followOns.map(followOnLine),
  ];
}

function followOnLine({ text, state, number, url, trouble }: FollowOn): Line {
  const what = `: ${cut(oneLine(mask(text)), WHAT)}`;
  if (state === 'waiting')
    return [
      '↪️ ⏳ A ticket is being made for what is left',
      what,
      trouble === undefined ? '' : ` (${oneLine(mask(trouble))})`,
    ];
  if (state === 'refused') return ['↪️ ❌ No ticket for what is left', what, ` (${oneLine(mask(trouble ?? ''))})`];
  const name = `#${number ?? ''}`;
  return ['↪️ Goes on in ', url === undefined ? { bold: name } : { link: name, url }, what];
}

/** May the closing list be opened for it at all? */
export function closureActions(ticket: Ticket, view: Pick<DeskView, 'abilities'>): Action[] {
  const { facts, gone } = ticket;
  const isClosed = facts.status === 'closed';
  if (gone || facts.status === 'spam' || !canOrder(ticket, { verb: isClosed ? 'reopen' : 'close' }, view)) return [];
  if (isClosed) return [{ verb: 'unsolved', label: 'Not solved…' }];
  const begun = Object.keys(closureOf(ticket).steps).length > 0;
  return [{ verb: 'closure', label: begun ? 'Go on closing…' : 'Closing list…' }];
}
