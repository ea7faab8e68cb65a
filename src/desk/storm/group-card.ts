import type { Alert } from '../alert/alert.ts';
import type { Action, Card, CardRow, Tone } from '../card.ts';
import type { Group, Site } from './group.ts';
import type { Tally } from './member.ts';
import { severities, severityRank } from '../alert/severity.ts';
import { countOf, type Line, oneLine } from '../text.ts';

/** Members, or sites, shown on the card itself; all of them are a button away. */
export const SHOWN = 8;

/** What a group card is drawn from; instants are epoch milliseconds. */
export interface GroupFacts {
  tally: Tally;
  /** When that was counted: what comes later is not meant by its buttons. */
  at: number;
}

/** One card for many alerts of a site: how many still fail, who has seen how many, the worst first. */
export function groupCard(group: Group, { tally, at }: GroupFacts, worst: readonly Alert[]): Card {
  const shown = worst.slice(0, SHOWN);
  const rest = tally.open - shown.length;
  return {
    ...frameOf(group, tally),
    title: `${countOf(tally.all, 'alert')} at ${placeName(group.sites[0] ?? {})}`,
    lines: [
      ...stateLines(group, tally),
      ...shown.map(memberLine),
      ...(rest > 0 ? [[`and ${rest} more`]] : []),
      ...footLines(tally),
    ],
    rows: [],
    actions: [
      { verb: 'group-list', label: `Show all ${tally.all}`, with: '1' },
      ...togetherActions(tally, drawnAt(at)),
    ],
  };
}

/** How one site of an overview stands. `part` is its index in the group. */
export interface SiteTally {
  part: number;
  site: Site;
  tally: Tally;
}

/** One card for more sites than there is room for: the worst first, each with a way to its alerts. */
export function overviewCard(group: Group, { tally, at }: GroupFacts, sites: readonly SiteTally[]): Card {
  const sorted = sites.toSorted(bySiteUrgency);
  const rest = sorted.length - SHOWN;
  return {
    ...frameOf(group, tally),
    title: `${countOf(tally.all, 'alert')} at ${countOf(sites.length, 'site')}`,
    lines: [...stateLines(group, tally), ...footLines(tally)],
    rows: [
      ...sorted.slice(0, SHOWN).map(siteRow),
      ...(rest > 0 ? [{ line: [`and ${countOf(rest, 'more site', 'more sites')}`] }] : []),
    ],
    actions: [
      { verb: 'group-list', label: `Show all ${tally.all}`, with: '1' },
      ...(rest > 0 ? [{ verb: 'group-sites', label: `All ${sites.length} sites`, with: '1' }] : []),
      ...togetherActions(tally, drawnAt(at)),
    ],
  };
}

export function bySiteUrgency(left: SiteTally, right: SiteTally): number {
  return rankOf(left.tally) - rankOf(right.tally) || right.tally.open - left.tally.open || left.part - right.part;
}

/** A site with its counts, and the way to its alerts. */
export function siteRow({ part, site, tally }: SiteTally): CardRow {
  const counts = tally.open === 0 ? 'all over' : `${countsOf(tally)}, ${tally.unseen} not acknowledged`;
  return {
    line: [{ bold: placeName(site) }, ` ${tally.all}: ${counts}`],
    action: { verb: 'group-list', label: 'Open', with: `1.${part}` },
  };
}

export function placeName({ client, site }: Site): string {
  return [client, site].filter(Boolean).map(String).map(oneLine).join(', ') || 'no client';
}

/** The card of an alert with what was folded under it. */
export function withMembers(card: Card, tally: Tally): Card {
  const { all, open, over, apart } = tally;
  if (all === 0) return card;
  const own = apart > 0 ? `, ${apart} with ${apart === 1 ? 'a card of its own' : 'cards of their own'}` : '';
  return {
    ...card,
    lines: [...card.lines, [`${countOf(all, 'alert')} folded here: ${open} still failing, ${over} over${own}.`]],
    actions: [...card.actions, { verb: 'group-list', label: `Show all ${all}`, with: '1' }],
  };
}

/** Acts on all that fail and that were there at an instant, each after a question. */
export function togetherActions(tally: Pick<Tally, 'open' | 'unseen' | 'unclaimed'>, word: string): Action[] {
  const { open, unseen, unclaimed } = tally;
  const acknowledge: Action = {
    verb: 'all-acknowledge',
    label: `Acknowledge ${unseen}`,
    style: 'primary',
    with: word,
    confirm: `Acknowledge ${countOf(unseen, 'alert')}? They are not solved by that.`,
  };
  const claim: Action = {
    verb: 'all-claim',
    label: `Claim ${unclaimed}`,
    with: word,
    confirm: `Claim ${countOf(unclaimed, 'alert')}? They stay on this card, and are yours.`,
  };
  return [
    ...(unseen > 0 ? [acknowledge] : []),
    ...(unclaimed > 0 ? [claim] : []),
    ...(open > 0 ? [{ verb: 'all-snooze', label: `Snooze ${open}…`, with: word }] : []),
  ];
}

/** An instant as the word of a button. */
export function drawnAt(at: number): string {
  return at.toString(36);
}

export function byUrgency(left: Alert, right: Alert): number {
  return severityRank(left.severity) - severityRank(right.severity) || left.seenAt - right.seenAt;
}

function frameOf(group: Group, tally: Tally): Pick<Card, 'ref' | 'revision' | 'tone' | 'badge' | 'fields' | 'links'> {
  return {
    ref: group.ref,
    revision: group.revision,
    tone: toneOf(tally),
    badge: tally.open === 0 ? '✅ ALL OVER' : `🌩 STORM · ${countsOf(tally)}`,
    fields: [],
    links: [],
  };
}

function stateLines(group: Group, { open, over, unseen, unclaimed }: Tally): Line[] {
  const claimed = open - unclaimed;
  return [
    [
      'Since ',
      { at: group.at, as: 'ago' },
      `: ${open} still failing, ${over} over, ${open - unseen} acknowledged${claimed > 0 ? `, ${claimed} claimed` : ''}.`,
    ],
    ...(unseen > 0 ? [[{ bold: `Nobody has acknowledged ${unseen} of them.` }]] : []),
  ];
}

/** What is no longer counted as failing here, though it may fail. */
function footLines({ apart, muted }: Tally): Line[] {
  return [
    ...(apart > 0 ? [[`${apart} of them ${apart === 1 ? 'has a card of its own' : 'have cards of their own'}.`]] : []),
    ...(muted > 0 ? [[`${muted} of them ${muted === 1 ? 'is' : 'are'} muted.`]] : []),
  ];
}

function rankOf({ bySeverity }: Tally): number {
  const rank = severities.findIndex((severity) => bySeverity[severity] > 0);
  return rank === -1 ? severities.length : rank;
}

function toneOf(tally: Tally): Tone {
  return severities[rankOf(tally)] ?? 'good';
}

function countsOf({ bySeverity }: Tally): string {
  return severities
    .filter((severity) => bySeverity[severity] > 0)
    .map((severity) => `${bySeverity[severity]} ${severity}`)
    .join(', ');
}

function memberLine(alert: Alert): Line {
  const who = alert.claimed?.by.name ?? alert.acknowledged?.by.name;
  return [
    `• ${oneLine(alert.facts.title)} `,
    { at: alert.facts.startedAt, as: 'ago' },
    ...(who === undefined ? [] : [` · ${who}`]),
  ];
}
