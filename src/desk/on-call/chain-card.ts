import { type Card, plainCard, type Tone } from '../card.ts';
import { type Chain, chainFor, instantOf, stepOf } from './chain.ts';
import type { DeskView } from '../decision.ts';
import { clientOf, type WorkItem } from '../item.ts';
import { mask } from '../mask.ts';
import { onCallAt, type OnCallView } from './on-call.ts';
import type { Person } from '../people.ts';
import { rotationFor } from './rotation-for.ts';
import { cut, type Line, oneLine } from '../text.ts';
import { TICKET_TONES } from '../ticket/tone.ts';

const TITLE = 150;

/** Who is called at a step. Without people it is the channel alone that rings. */
export interface Calls {
  step: number;
  people: readonly Person[];
  /** All rounds are over, and nobody has answered. */
  inVain: boolean;
}

/** What rings at a step: for whoever is called, or in a channel, which names them. */
export function callCard(item: WorkItem, calls: Calls, nextAt: number | undefined, to: 'person' | 'channel'): Card {
  const next: Line = nextAt === undefined ? [] : [' The next call goes out ', { at: nextAt, as: 'clock' }, '.'];
  return plainCard({
    ref: item.ref,
    revision: item.revision,
    tone: toneOf(item),
    badge: '🔔 CALL',
    title: titleOf(item),
    lines: [[...whomLine(calls, to), ...next], ...(to === 'person' ? [whereLine(item)] : [])],
    actions: [
      { verb: 'acknowledge', label: 'Acknowledge', style: 'primary' },
      { verb: 'claim', label: 'Claim' },
      ...(to === 'person' ? [{ verb: 'show', label: 'Card' }] : []),
    ],
    links: item.facts.links.slice(0, 1),
  });
}

function whomLine({ people, inVain }: Calls, to: 'person' | 'channel'): Line {
  if (to === 'person') return [{ bold: 'You are called: nobody has acknowledged it.' }];
  if (inVain)
    return [{ bold: 'Nobody answers.' }, ' Everybody was called, and nobody has acknowledged it: call by telephone.'];
  const names = people.flatMap(({ name, accounts }): Line => [{ mention: name, accounts }, ' ']);
  return names.length === 0
    ? [{ bold: 'Nobody has acknowledged it: who takes it?' }]
    : [
        ...names,
        names.length > 2 ? 'are called: nobody has acknowledged it.' : 'is called: nobody has acknowledged it.',
      ];
}

function titleOf(item: WorkItem): string {
  if (item.kind === 'alert') return cut(oneLine(mask(item.facts.title)), TITLE);
  return cut(`#${item.facts.number} ${oneLine(mask(item.facts.subject)) || '(no subject)'}`, TITLE);
}

function toneOf(item: WorkItem): Tone {
  return item.kind === 'alert' ? item.severity : TICKET_TONES[item.priority];
}

function whereLine(item: WorkItem): Line {
  const since = item.kind === 'alert' ? item.facts.startedAt : item.facts.createdAt;
  const { client = 'an unknown client', site } =
    item.kind === 'alert' ? item.facts : { client: item.client ?? item.facts.customer.name, site: undefined };
  const grade = item.kind === 'alert' ? item.severity : item.priority;
  const where = [client, site].flatMap((part) => (part === undefined ? [] : [oneLine(part)])).join(', ');
  return [`${grade} · ${where} · ${item.kind === 'alert' ? 'began' : 'arrived'} `, { at: since, as: 'ago' }];
}

/** What a card says of the calls about it: how far they have come, and what comes next. */
export function chainLines(item: WorkItem, view: Pick<DeskView, 'settings'>): Line[] {
  const { chain } = item;
  const policy = chain && chainFor(item, view.settings);
  if (!chain || !policy) return [];
  const nextAt = instantOf(policy, chain, chain.done);
  const next: Line = nextAt === undefined ? [] : [`then ${wordsOf(policy, chain.done)} `, { at: nextAt, as: 'ago' }];
  if (!chain.last) return next.length === 0 ? [] : [['🔔 Nobody was called yet, ', ...next]];
  const called: Line = [`: called ${oneLine(chain.last.whom)} `, { at: chain.last.at, as: 'ago' }];
  return [
    ['🔔 ', { bold: stepWords(policy, chain.last.step) }, ...called, ...(next.length === 0 ? [] : [', ', ...next])],
  ];
}

function stepWords({ steps, rounds }: Chain, step: number): string {
  const round = Math.floor(step / steps.length) + 1;
  if (round > rounds) return 'Nobody answers';
  const which = `Step ${(step % steps.length) + 1} of ${steps.length}`;
  return round === 1 ? which : `${which}, round ${round} of ${rounds}`;
}

function wordsOf(chain: Chain, step: number): string {
  const call = stepOf(chain, step)?.call ?? 'channel';
  if (typeof call !== 'string') return call.join(', ');
  return { 'on-call': 'whoever is on call', next: 'the next in line', channel: 'the channel', everyone: 'everyone' }[
    call
  ];
}

/** Who is called when, for whoever asks why. */
export function chainReason(item: WorkItem, view: Pick<DeskView, 'settings'>): string {
  const policy = chainFor(item, view.settings);
  if (!policy) return 'nobody is called; it rings in its channel.';
  const steps = policy.steps.map(({ after }, index) => `${wordsOf(policy, index)} ${minutes(after)}`).join(', ');
  const ring = policy.ring === 'never' ? 'and then no more' : `and then the channel every ${minutesOf(policy.ring)}`;
  return `${policy.because}: ${steps}; ${policy.rounds} ${policy.rounds === 1 ? 'round' : 'rounds'}, ${ring}. An acknowledge or a claim ends it.`;
}

function minutes(after: number): string {
  return after === 0 ? 'at once' : `after ${minutesOf(after)}`;
}

function minutesOf(length: number): string {
  return `${Math.round(length / 60_000)} min`;
}

/** Who is on call for an alert that is critical, as long as it is open and not kept quiet. */
export function onCallLine(item: WorkItem, view: OnCallView & { now: number }): Line[] {
  if (item.kind !== 'alert' || item.severity !== 'critical' || item.ended || item.muted) return [];
  const rotation = rotationFor(clientOf(item), view.settings);
  if (!rotation) return [];
  const person = onCallAt(rotation, view, view.now);
  return [['📟 On call: ', person ? { bold: person.name } : 'nobody']];
}
