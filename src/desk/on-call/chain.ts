import type { Alert } from '../alert/alert.ts';
import type { ChainSetting, Step } from './chain-settings.ts';
import type { ChainState } from './chain-state.ts';
import { isHeldBack, type Place } from '../destination.ts';
import { clientOf, isOpen, type WorkItem } from '../item.ts';
import { rotationFor } from './rotation-for.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { Ticket } from '../ticket/ticket.ts';

const MINUTE = 60_000;

/** The chain that holds for an item, and where that is written. */
export interface Chain extends Omit<ChainSetting, 'when'> {
  because: string;
}

/** Where a rotation serves the client and no chain is configured: the rotation first, then wider and wider. */
const DEFAULT: Chain = {
  steps: [
    { after: 0, call: 'on-call' },
    { after: 5 * MINUTE, call: 'next' },
    { after: 10 * MINUTE, call: 'channel' },
    { after: 15 * MINUTE, call: 'everyone' },
  ],
  rounds: 3,
  again: 10 * MINUTE,
  ring: 15 * MINUTE,
  because: 'the default where a rotation serves the client',
};

/** Who is called about an item while nobody has it; undefined where nobody is. */
export function chainFor(item: WorkItem, settings: Settings): Chain | undefined {
  const { chains } = settings.escalation;
  const client = clientOf(item);
  if (!chains) return isGravest(item) && rotationFor(client, settings) ? DEFAULT : undefined;
  const known = clientNamed(client, settings);
  const index = chains.findIndex(({ when }) => {
    if (when.client !== undefined && when.client !== (known?.name ?? client)) return false;
    if (when.tier !== undefined && when.tier !== known?.tier) return false;
    return item.kind === 'alert' ? when.severity.includes(item.severity) : when.priority.includes(item.priority);
  });
  const found = chains[index];
  return found && { ...found, because: `chain ${index + 1} of the configuration` };
}

function isGravest(item: WorkItem): boolean {
  return item.kind === 'alert' ? item.severity === 'critical' : item.priority === 'P1';
}

/** The item with the calls that must be under way as it stands: begun now where nobody has it, gone where somebody does. */
export function withChain<T extends WorkItem>(item: T, settings: Settings, now: number): T {
  const of = waitsAs(item);
  const { chain, ...rest } = item;
  if (of === undefined || !chainFor(item, settings)) return chain ? (rest as T) : item;
  return chain?.of === of ? item : { ...item, chain: { of, startedAt: now, done: 0, called: [] } };
}

/** What nobody has, as one word that differs for each time that nobody has it; undefined where somebody does, or nobody has to. */
function waitsAs(item: WorkItem): string | undefined {
  if (!isOpen(item) || isQuiet(item.places)) return undefined;
  return item.kind === 'alert' ? alertWaits(item) : ticketWaits(item);
}

/** The clock of the response runs while nobody has it, and begins anew when an acknowledge ends, and when it rises. */
function alertWaits({ response, severity }: Alert): string | undefined {
  return response && response.metAt === undefined ? `${severity} ${response.from}` : undefined;
}

function ticketWaits(ticket: Ticket): string | undefined {
  const { facts, intent, acknowledged, stage, parent, priority } = ticket;
  const held = facts.assignee !== undefined || (intent?.assignee ?? null) !== null;
  if (held || acknowledged || parent || stage === 'Awaiting' || facts.lastReplyFrom === 'staff') return undefined;
  return priority;
}

/** What was there before the first start rings nobody, nor does what waits for the end of quiet hours. */
function isQuiet(places: readonly Place[]): boolean {
  if (isHeldBack(places)) return true;
  return places.length > 0 && places.every(({ as }) => as === 'baseline' || as === 'moved');
}

/** When the next step is due; undefined where none is. */
export function chainAt(item: WorkItem, settings: Settings): number | undefined {
  const { chain } = item;
  const policy = chain && chainFor(item, settings);
  return policy && instantOf(policy, chain, chain.done);
}

/** When a step of the whole chain is due. */
export function instantOf(chain: Chain, { startedAt }: ChainState, step: number): number | undefined {
  const { steps, rounds, ring } = chain;
  const over = step - rounds * steps.length;
  const round = roundLength(chain);
  if (over < 0) return startedAt + Math.floor(step / steps.length) * round + (stepOf(chain, step)?.after ?? 0);
  if (over === 0) return startedAt + rounds * round;
  return ring === 'never' ? undefined : startedAt + rounds * round + over * ring;
}

/** The last step that is due by now; below 0 where none is. */
export function dueStep(chain: Chain, { startedAt }: ChainState, now: number): number {
  const { steps, rounds, ring } = chain;
  const length = roundLength(chain);
  const elapsed = now - startedAt;
  const round = Math.floor(elapsed / length);
  if (round < rounds)
    return round * steps.length + steps.findLastIndex(({ after }) => after <= elapsed - round * length);
  return rounds * steps.length + (ring === 'never' ? 0 : Math.floor((elapsed - rounds * length) / ring));
}

/** What a step of the whole chain does; undefined after the last round, when the channel rings. */
export function stepOf({ steps, rounds }: Chain, step: number): Step | undefined {
  return step < rounds * steps.length ? steps[step % steps.length] : undefined;
}

function roundLength({ steps, again }: Chain): number {
  return (steps.at(-1)?.after ?? 0) + again;
}
