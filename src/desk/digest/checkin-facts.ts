import type { Alert } from '../alert/alert.ts';
import { type CardRow, NO_ITEM } from '../card.ts';
import type { CheckinStep } from './checkin.ts';
import type { CheckinFacts } from './checkin-card.ts';
import type { Digest } from './digest.ts';
import { isStrange, sourceRow } from './source.ts';
import { figureRow } from '../review/figure-row.ts';
import { alertRow } from '../look/item-rows.ts';
import { countOf } from '../text.ts';

/** Checks by these names are about backups. */
const BACKUP = /backup|back-up|restore point|replicat|veeam|acronis|snapshot|sicherung|sauvegarde/iu;
const BACKUPS_SHOWN = 8;

/** What a check-in is made of: how things stand, with the news since the check-in before. */
export interface CheckinMaterial {
  digest: Digest;
  /** Written to systems, and not through yet. */
  writes: number;
  /** Time that was logged and is not in the book, where a book is connected; with their way in. */
  unsettled: readonly CardRow[];
}

type Step = CheckinFacts['steps'][CheckinStep];

/** What there is to look at now. */
export function checkinFacts(material: CheckinMaterial): CheckinFacts {
  const { digest } = material;
  return {
    now: digest.now,
    steps: {
      urgent: urgentStep(digest),
      new: newStep(digest),
      unassigned: unassignedStep(digest),
      writes: writesStep(material),
      backups: backupsStep(digest),
    },
  };
}

function urgentStep({ alerts }: Digest): Step {
  const [critical = 0, high = 0] = (['critical', 'high'] as const).map(
    (severity) => alerts.filter((alert) => alert.severity === severity).length,
  );
  const unseen = alerts.filter((alert) => !alert.acknowledged).length;
  return {
    says: `${critical} critical, ${high} high`,
    isCalm: critical + high === 0,
    rows: [
      figureRow(critical, 'critical alerts', 'alerts.critical', '🔴 '),
      figureRow(high, 'high alerts', 'alerts.high', '🟠 '),
      figureRow(unseen, 'alerts that nobody has acknowledged', 'alerts.unacknowledged'),
    ],
  };
}

function newStep({ flow, tickets, since }: Digest): Step {
  const span = `${since.from.toString(36)}~${since.to.toString(36)}`;
  const unseen = tickets.filter(({ acknowledged }) => !acknowledged).length;
  return {
    says: `${flow['tickets-came']} since the last check-in`,
    isCalm: flow['tickets-came'] === 0,
    rows: [
      figureRow(flow['tickets-came'], 'tickets came', `happened.tickets-came~${span}`),
      figureRow(flow['tickets-reopened'], 'tickets came back', `happened.tickets-reopened~${span}`),
      figureRow(unseen, 'tickets that nobody has seen', 'tickets.unseen'),
    ],
  };
}

function unassignedStep({ tickets }: Digest): Step {
  const free = tickets.filter(({ facts }) => !facts.assignee);
  const [first = 0, second = 0] = (['P1', 'P2'] as const).map(
    (priority) => free.filter((ticket) => ticket.priority === priority).length,
  );
  return {
    says: `${first} P1, ${second} P2`,
    isCalm: first + second === 0,
    rows: [
      figureRow(first, 'P1 tickets that nobody has', 'tickets.unassigned~~~P1', '🔴 '),
      figureRow(second, 'P2 tickets that nobody has', 'tickets.unassigned~~~P2', '🟠 '),
    ],
  };
}

function writesStep({ writes, unsettled }: CheckinMaterial): Step {
  const isCalm = writes + unsettled.length === 0;
  const time = unsettled.length > 0 ? ', and logged time that is not in the book' : '';
  return {
    says: isCalm ? 'nothing' : `${writes} waiting${time}`,
    isCalm,
    rows: [
      {
        line: [
          { bold: String(writes) },
          writes === 1 ? ' write waits for its system; ' : ' writes wait for their system; ',
          { code: '/desk health' },
          ' says why',
        ],
      },
      ...unsettled,
    ],
  };
}

function backupsStep({ alerts, sources }: Digest): Step {
  const backups = alerts.filter(isBackup);
  const silent = sources.filter(isStrange).length;
  return {
    says: `${countOf(backups.length, 'alert')} about backups, ${countOf(silent, 'source')} to look at`,
    isCalm: backups.length + silent === 0,
    rows: [...sources.map(sourceRow), ...backups.slice(0, BACKUPS_SHOWN).map(alertRow), ...moreBackups(backups)],
  };
}

function isBackup({ facts }: Alert): boolean {
  return BACKUP.test([facts.title, facts.check ?? '', facts.type].join(' '));
}

function moreBackups(backups: readonly Alert[]): CardRow[] {
  const rest = backups.length - BACKUPS_SHOWN;
  if (rest <= 0) return [];
  return [
    { line: [`… and ${rest} more`], action: { verb: 'list', label: 'All alerts', ref: NO_ITEM, with: 'alerts.all.1' } },
  ];
}
