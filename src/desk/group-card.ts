import type { Alert } from './alert.ts';
import type { Card, Tone } from './card.ts';
import type { Group } from './group.ts';
import { severities, severityRank } from './severity.ts';
import { type Line, oneLine } from './text.ts';

/** Members shown on the card itself; all of them are a button away. */
const SHOWN = 8;

/** One card for many alerts: how many still fail, who has seen how many, the worst first. */
export function groupCard(group: Group, members: readonly Alert[]): Card {
  const open = members.filter((alert) => !alert.ended);
  const unseen = open.filter((alert) => !alert.acknowledged);
  const worst = open.toSorted(byUrgency);
  const where = [group.client, group.site].filter(Boolean).join(', ') || 'several clients';
  const rest = open.length - SHOWN;
  return {
    ref: group.ref,
    revision: group.revision,
    tone: toneOf(worst),
    badge: open.length === 0 ? '✅ ALL OVER' : `🌩 STORM · ${countsOf(open)}`,
    title: `${members.length} alerts at ${oneLine(where)}`,
    lines: [
      [
        'Since ',
        { at: group.at, as: 'ago' },
        `: ${open.length} still failing, ${members.length - open.length} over, ${open.length - unseen.length} acknowledged.`,
      ],
      ...(unseen.length > 0 ? [[{ bold: `Nobody has acknowledged ${unseen.length} of them.` }]] : []),
      ...worst.slice(0, SHOWN).map(memberLine),
      ...(rest > 0 ? [[`and ${rest} more`]] : []),
    ],
    fields: [],
    rows: [],
    actions: [
      { verb: 'group-list', label: `Show all ${members.length}` },
      ...(unseen.length > 0
        ? [
            {
              verb: 'group-acknowledge',
              label: `Acknowledge ${unseen.length}`,
              style: 'primary' as const,
              confirm: `Acknowledge ${unseen.length} alerts?`,
            },
          ]
        : []),
    ],
    links: [],
  };
}

export function byUrgency(left: Alert, right: Alert): number {
  return severityRank(left.severity) - severityRank(right.severity) || left.seenAt - right.seenAt;
}

function toneOf(worst: readonly Alert[]): Tone {
  return worst[0]?.severity ?? 'good';
}

function countsOf(open: readonly Alert[]): string {
  return severities
    .map((severity) => [open.filter((alert) => alert.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`)
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
