import { ago } from '../../desk/clock/when.ts';
import type { Conversation, Thread } from './conversation.ts';
import { lastWordOf } from './facts.ts';

/** What whoever ordered something took for granted. */
interface Expectation {
  /** The customer's last word that they had seen (epoch milliseconds). */
  customerAt?: number | undefined;
  /** They may mean a ticket that is closed. */
  closedToo: boolean;
}

/** What came in between, as a sentence; undefined where everything is as expected. */
export function cameBetween(one: Conversation, expected: Expectation, now: number): string | undefined {
  const name = `Ticket #${one.number}`;
  if (one.state === 'draft') return `${name} is in the drafts of FreeScout.`;
  if (one.state === 'deleted') return howItEnded(one);
  if (one.status === 'spam') return `${name} was marked as spam${byWhom(lastChange(one, 'spam'))}.`;
  const word = lastWordOf(one);
  if (word && expected.customerAt !== undefined && word.at > expected.customerAt)
    return `${word.by} wrote again ${ago(word.at, now)}; read it first.`;
  if (one.status === 'closed' && !expected.closedToo) return `${name} was closed${byWhom(lastChange(one, 'closed'))}.`;
  return undefined;
}

function howItEnded({ number, threads }: Conversation): string {
  const end = threads.findLast(({ action }) => action === 'merged' || action === 'deleted' || action === 'restored');
  const merge = threads.findLast(({ action }) => action === 'merged' || action === 'restored');
  if (merge?.action !== 'merged') return `Ticket #${number} was deleted${byWhom(end)}.`;
  return `Ticket #${number} was merged into ${merge.into === undefined ? 'another one' : `#${merge.into}`}${byWhom(merge)}.`;
}

/** Whoever made it so; undefined where FreeScout does not tell: a reply by API and some mails leave no trace. */
function lastChange({ threads }: Conversation, status: 'closed' | 'spam'): Thread | undefined {
  const change = threads.findLast((one) => one.status === status || (one.status && one.type !== 'note'));
  return change?.status === status ? change : undefined;
}

function byWhom(thread: Thread | undefined): string {
  return thread ? ` by ${thread.by}` : '';
}
