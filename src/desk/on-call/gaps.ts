import { type Card, NO_ITEM, plainCard } from '../card.ts';
import type { Check } from '../check.ts';
import type { DeskView, Notice } from '../decision.ts';
import { directMessage, type Destination } from '../destination.ts';
import { isNamed } from '../quiet/maintenance.ts';
import { FARTHEST, type Gap, gapsOf, isReachable, type OnCallView, whyGap } from './on-call.ts';
import { gapLine } from './card.ts';
import { oneLine } from '../text.ts';
import { wallTime } from '../clock/wall-time.ts';

const MOST_SHOWN = 12;

/** A gap under the name by which it is told once, however often it is looked for. */
export interface NamedGap extends Gap {
  name: string;
}

/** Times to come in which somebody would be called in vain, in every rotation; of somebody who cannot be reached the first alone. */
export function comingGaps(view: OnCallView & { now: number }): NamedGap[] {
  const span = { from: view.now - FARTHEST, to: view.now + view.settings.oncall.gaps.ahead };
  const all = view.settings.oncall.rotations.flatMap((rotation) =>
    gapsOf(rotation, view, span)
      .filter(({ to }) => to > view.now)
      .map((gap) => ({ ...gap, name: nameOf(gap, span.from) })),
  );
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}

/** Somebody who cannot be reached is told of once, not at each of their turns; and so is what has lasted for longer than is looked at. */
function nameOf({ rotation, from, who }: Gap, earliest: number): string {
  if (who !== undefined) return `${rotation} ${who}`;
  return `${rotation} ${from === earliest ? 'for long' : from}`;
}

/** What those are told who see to it that somebody is on call; the rotation's channels, or the default ones, where none of them can be. */
export function gapNotices(gaps: readonly NamedGap[], key: string, view: DeskView): Notice[] {
  const { roles, people } = view.settings.oncall.gaps;
  const known = view.people.filter(
    (person) => roles.includes(person.role) || people.some((name) => isNamed(person, name)),
  );
  const direct = known.flatMap((person): Destination[] => {
    const platform = isReachable(person, view)
      ? view.platforms.find((id) => person.accounts[id] !== undefined)
      : undefined;
    return platform === undefined ? [] : [directMessage(platform, person.accounts[platform] ?? '')];
  });
  const named = new Set(gaps.map(({ rotation }) => rotation));
  const channels = view.settings.oncall.rotations.filter(({ name }) => named.has(name)).flatMap(({ to }) => to);
  const instead = channels.length > 0 ? channels : view.defaults;
  return [...new Set(direct.length > 0 ? direct : instead)].map((destination) => ({
    key: `${key}/${destination}`,
    destination,
    loud: true,
    rank: 3,
    at: view.now,
    card: gapCard(gaps),
  }));
}

function gapCard(gaps: readonly NamedGap[]): Card {
  const rest = gaps.length - MOST_SHOWN;
  const title = gaps.length === 1 ? 'A gap in who is on call' : `${gaps.length} gaps in who is on call`;
  return plainCard({
    ref: NO_ITEM,
    tone: 'high',
    badge: '📟 ON CALL',
    title,
    lines: [
      ...gaps.slice(0, MOST_SHOWN).map((gap) => [{ bold: `${oneLine(gap.rotation)} ` }, ...gapLine(gap)]),
      ...(rest > 0 ? [[`… and ${rest} more`]] : []),
      [
        'A call in that time reaches nobody. Somebody can take it over, or the rotation can be mended in the configuration.',
      ],
    ],
    actions: [
      { verb: 'on-call-take', label: 'Take over…', style: 'primary' },
      { verb: 'on-call', label: 'Who is on call?' },
    ],
  });
}

/** What `doctor` and `/desk health` say of it. */
export function checkOnCall(view: OnCallView & { now: number }): Check[] {
  const { settings } = view;
  if (settings.oncall.rotations.length === 0) return [];
  const gaps = comingGaps(view);
  const [first] = gaps;
  const what = 'On call';
  if (!first) return [{ what, state: 'good', says: 'somebody who can be reached is on call in the time to come.' }];
  const from = wallTime(Math.max(first.from, view.now), settings.zone);
  const more = gaps.length === 1 ? '' : `, and ${gaps.length - 1} more`;
  return [
    { what, state: 'warning', says: `${first.rotation}: ${whyGap(first)} from ${from}${more}.`, mend: mendOf(first) },
  ];
}

function mendOf({ who, isViewer }: NamedGap): string {
  if (who === undefined) return 'Take it over with /desk oncall, or mend the rotation under "oncall".';
  return isViewer
    ? 'Give them another role under "people", or name somebody else in the rotation.'
    : 'They run /desk link, or their account is named under "people".';
}
