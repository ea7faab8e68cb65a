import { type Card, type CardField, type CardRow, plainCard } from '../card.ts';
import type { DeviceHistory, FailingCheck, LinkedDevice } from './device.ts';
import { stateLine } from './lines.ts';
import { mask } from '../mask.ts';
import { cut, type Line, oneLine } from '../text.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** Checks, updates and actions that are named; the rest is counted. */
const NAMED = 4;
const NAME_LIMIT = 90;

/** What a technician wants to know of a device before they touch it. Rows are the alerts and tickets about it. */
export function deviceCard(
  ticket: Ticket,
  device: LinkedDevice,
  history: DeviceHistory | string,
  rows: readonly CardRow[],
): Card {
  const told = typeof history === 'string' ? undefined : history;
  const where = [ticket.client, device.site].filter(Boolean).join(', ');
  return plainCard({
    ref: ticket.ref,
    revision: ticket.revision,
    tone: told?.state === 'online' || told === undefined ? 'neutral' : 'high',
    badge: '💻',
    title: `${oneLine(device.name)}${device.kind === 'unknown' ? '' : ` (${device.kind})`}`,
    lines: [
      ...(where === '' ? [] : [[oneLine(where)]]),
      ...(told ? stateLines(told) : [[history as string]]),
      ...(told?.checks ? checkLines(told.checks) : []),
      ...(told && told.missing.length > 0 ? [[`Could not be read: ${told.missing.map(oneLine).join('; ')}.`]] : []),
      ...(rows.length === 0 ? [['No alert and no other ticket about it in 14 days is known here.']] : []),
    ],
    fields: told ? fieldsOf(told) : [],
    rows,
    footer: told ? ['The last 14 days, as of ', { at: told.readAt, as: 'clock' }] : ['The last 14 days'],
    actions: [
      { verb: 'device-form', label: 'Another device…' },
      { verb: 'device-unlink', label: 'Unlink' },
    ],
    links: device.links,
  });
}

function stateLines({ state, lastSeen, upSince, user, needsReboot, maintenance }: DeviceHistory): Line[] {
  const up: Line = upSince === undefined || state !== 'online' ? [] : [', up since ', { at: upSince, as: 'clock' }];
  const marks = [
    ...(user === undefined ? [] : [`${oneLine(user)} is logged in`]),
    ...(needsReboot ? ['a restart is needed'] : []),
    ...(maintenance ? ['in maintenance'] : []),
  ];
  const seen = { state, ...(lastSeen === undefined ? {} : { lastSeen }) };
  return [[...stateLine(seen), ...up], ...(marks.length > 0 ? [[marks.join(' · ')]] : [])];
}

function checkLines(checks: readonly FailingCheck[]): Line[] {
  if (checks.length === 0) return [['✅ No check fails, and none of those that count their runs has.']];
  const sorted = checks.toSorted((left, right) => Number(right.failsNow) - Number(left.failsNow));
  const rest = sorted.length - NAMED;
  return [...sorted.slice(0, NAMED).map(checkLine), ...(rest > 0 ? [[`and ${rest} more`]] : [])];
}

function checkLine({ name, failsNow, failed, value }: FailingCheck): Line {
  const runs = failed ? `, ${failed.count} of ${failed.of} runs failed` : '';
  const said = value === undefined ? '' : `: ${oneLine(mask(value))}`;
  return [failsNow ? '❌ ' : '⚠️ ', { bold: cut(name, NAME_LIMIT) }, failsNow ? ' fails' : ' failed', `${runs}${said}`];
}

function fieldsOf({ updates, pending }: DeviceHistory): CardField[] {
  return [
    ...(updates
      ? [
          field(
            'Updates installed',
            updates.installed.map(({ name }) => name),
          ),
          field('Updates waiting', updates.waiting),
        ]
      : []),
    ...(pending
      ? [
          field(
            'Pending actions',
            pending.map(({ what, due }) => (due === undefined ? what : `${what}, due ${due}`)),
          ),
        ]
      : []),
  ];
}

function field(name: string, all: readonly string[]): CardField {
  const shown = all.slice(0, NAMED).map((one) => cut(oneLine(one), NAME_LIMIT));
  const rest = all.length - shown.length;
  const value = all.length === 0 ? 'none' : `${shown.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
  return { name, value: [value] };
}
