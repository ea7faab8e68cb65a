import { type Chain, chainFor, dueStep, instantOf, stepOf } from './chain.ts';
import type { Step } from './chain-settings.ts';
import type { ChainState } from './chain-state.ts';
import { callCard, type Calls } from './chain-card.ts';
import { type Decision, type DeskView, type Notice, unchanged } from '../decision.ts';
import { directMessage } from '../destination.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { isCallable, nextInLine, onCallAt } from './on-call.ts';
import type { Rotation } from './settings.ts';
import { mayAct, type Person } from '../people.ts';
import { rotationFor } from './rotation-for.ts';

/**
 * Calls whoever is due now. After a time in which nobody could be called that is the latest step alone; a step that reaches nobody
 * is passed over for the next one at once. Every step rings once: its key is the chain's beginning and its number.
 */
export function tickChain<T extends WorkItem>(item: T, view: DeskView): Decision<T> {
  const { chain } = item;
  const policy = chain && chainFor(item, view.settings);
  if (!chain || !policy) return unchanged();
  const due = dueStep(policy, chain, view.now);
  if (due < chain.done) return unchanged();
  const all = policy.rounds * policy.steps.length;
  if (due >= all && chain.done < all) return begunAnew(item, chain, view);
  const calls = callsFrom(due, policy, { item, chain }, view);
  const whom = wordsFor(calls, policy);
  const isNewRound = calls.step % policy.steps.length === 0;
  const next: ChainState = {
    ...chain,
    done: calls.step + 1,
    called: [...(isNewRound ? [] : chain.called), ...calls.people.map(({ id }) => id)],
    last: { at: view.now, whom, step: calls.step },
  };
  const changed = { ...item, chain: next };
  const text = calls.inVain
    ? `Nobody has answered: the channel is rung`
    : `Nobody has it: called ${whom}${skippedWords(due - chain.done, calls.step - due)}`;
  return {
    is: 'changed',
    item: changed,
    entries: [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what: 'called', text }],
    effects: [],
    notices: callNotices(changed, calls, { whom, nextAt: instantOf(policy, next, next.done) }, view),
  };
}

/** Its rounds ended while no call could go out: nobody may be told that everybody was called. */
function begunAnew<T extends WorkItem>(item: T, { of }: ChainState, view: DeskView): Decision<T> {
  const fresh = { ...item, chain: { of, startedAt: view.now, done: 0, called: [] } };
  const text = 'The calls begin anew: their time passed while no call could go out';
  const entry = { at: view.now, by: { name: 'Deskbell', via: 'clock' }, what: 'called', text };
  const first = tickChain<T>(fresh, view);
  if (first.is === 'changed') return { ...first, entries: [entry, ...first.entries] };
  return { is: 'changed', item: fresh, entries: [entry], effects: [], notices: [] };
}

/** Why the call before it, or the one that was due, did not go out. */
function skippedWords(missed: number, vain: number): string {
  const steps = (count: number): string => (count === 1 ? '1 step' : `${count} steps`);
  const parts = [
    ...(missed > 0 ? [`${steps(missed)} before it missed: their time passed while no call could go out`] : []),
    ...(vain > 0 ? [`${steps(vain)} passed over: nobody there can be called`] : []),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

interface Called<T extends WorkItem> {
  item: T;
  chain: ChainState;
}

/** The calls of a step, or of the next one that reaches anybody. */
function callsFrom(due: number, policy: Chain, called: Called<WorkItem>, view: DeskView): Calls {
  const hasChannel = called.item.places.some(({ as }) => as === 'card');
  for (let number = due; ; number += 1) {
    const step = stepOf(policy, number);
    if (!step) return { step: number, people: [], inVain: true };
    const people = peopleOf(step, called, view).filter((one) => isCallable(one, view));
    if (people.length > 0 || (step.call === 'channel' && hasChannel)) return { step: number, people, inVain: false };
  }
}

function peopleOf({ call, rotation: named }: Step, { item, chain }: Called<WorkItem>, view: DeskView): Person[] {
  if (typeof call !== 'string') return call.flatMap((name) => view.people.find((one) => isNamed(one, name)) ?? []);
  const rotation = rotationOf(named, item, view);
  switch (call) {
    case 'channel':
      return [];
    case 'everyone':
      return view.people.filter((one) => mayAct(one, 'technician'));
    case 'on-call': {
      const person = rotation && onCallAt(rotation, view, view.now);
      return person ? [person] : [];
    }
    case 'next': {
      const line = rotation ? nextInLine(rotation, view, view.now) : [];
      const fresh = line.find((one) => !chain.called.includes(one.id) && isCallable(one, view));
      return fresh ? [fresh] : [];
    }
  }
}

function rotationOf(named: string | undefined, item: WorkItem, { settings }: DeskView): Rotation | undefined {
  if (named === undefined) return rotationFor(clientOf(item), settings);
  return settings.oncall.rotations.find(({ name }) => name === named);
}

function wordsFor({ people, step, inVain }: Calls, policy: Chain): string {
  if (inVain) return 'the channel, in vain so far';
  const call = stepOf(policy, step)?.call;
  if (call === 'channel') return 'the channel';
  const names = people.map(({ name }) => name).join(', ');
  return call === 'everyone' ? `everyone (${names})` : names;
}

/** To each person on every platform where they have an account, and by name in each channel in which it has a card. */
function callNotices(
  item: WorkItem,
  calls: Calls,
  { nextAt }: { whom: string; nextAt: number | undefined },
  view: DeskView,
): Notice[] {
  const { chain } = item;
  const startedAt = chain?.startedAt ?? view.now;
  const base = { ref: item.ref, chain: startedAt, loud: true, rank: 1, at: view.now };
  const key = `${item.ref}/call-${startedAt}-${calls.step}`;
  const direct = calls.people.flatMap((person) =>
    view.platforms.flatMap((platform): Notice[] => {
      const account = person.accounts[platform];
      if (account === undefined) return [];
      const destination = directMessage(platform, account);
      return [{ ...base, key: `${key}/${destination}`, destination, card: callCard(item, calls, nextAt, 'person') }];
    }),
  );
  const channels = item.places
    .filter(({ as }) => as === 'card')
    .map(({ destination }): Notice => {
      return { ...base, key: `${key}/${destination}`, destination, card: callCard(item, calls, nextAt, 'channel') };
    });
  return [...direct, ...channels];
}
