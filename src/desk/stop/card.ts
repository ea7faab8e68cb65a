import type { Action, Card } from '../card.ts';
import type { DeskView } from '../decision.ts';
import { mask } from '../mask.ts';
import { pagedPeople, pagesLeft } from './page.ts';
import type { Stop } from './stop.ts';
import { type Line, oneLine } from '../text.ts';

/** The stop as it stands: who, why, what must not be touched, who has seen it, who lifted it. */
export function stopCard(stop: Stop, view: DeskView): Card {
  const { lifted } = stop;
  return {
    ref: stop.ref,
    revision: stop.revision,
    tone: lifted ? 'good' : 'critical',
    badge: lifted ? '✅ STOP LIFTED' : '⛔ STOP',
    title: `${stop.client}: ${oneLine(mask(stop.reason))}`,
    lines: [
      [{ bold: stop.by.name }, ' stopped everything automatic there ', { at: stop.at, as: 'ago' }, '.'],
      seenLine(stop, view),
      ...(lifted ? [liftedLine(lifted)] : [...touchLines(view), [FROZEN]]),
    ],
    fields: [{ name: 'Client', value: [oneLine(stop.client)] }],
    rows: [],
    footer: ['Stop · ', { at: stop.at, as: 'clock' }],
    actions: actionsOf(stop),
    links: [],
  };
}

const FROZEN =
  'Until a lead lifts it, Deskbell snoozes, resolves, reminds and ends nothing there and writes nothing to the monitoring. New alerts still come and ring.';

function touchLines({ settings }: DeskView): Line[] {
  const { touch } = settings.stop;
  return touch.length === 0 ? [] : [[{ bold: 'Do not touch:' }], ...touch.map((line): Line => [`• ${oneLine(line)}`])];
}

function seenLine(stop: Stop, view: DeskView): Line {
  const { acknowledged, lifted, pages } = stop;
  if (acknowledged)
    return ['👀 Acknowledged by ', { bold: acknowledged.by.name }, ' ', { at: acknowledged.at, as: 'ago' }];
  if (lifted) return ['Nobody had acknowledged it.'];
  const names = pagedPeople(stop, view).map(({ name }) => name);
  if (names.length === 0)
    return [
      { bold: 'Nobody has acknowledged it, and nobody is known here who could be called.' },
      ' Call a lead by telephone.',
    ];
  const calls = `Called ${pages === 1 ? 'once' : `${pages} times`}: ${names.join(', ')}.`;
  return [{ bold: 'Nobody has acknowledged it.' }, ` ${calls}${pagesLeft(stop) === 0 ? ' No more calls go out.' : ''}`];
}

function liftedLine({ by, at, note }: NonNullable<Stop['lifted']>): Line {
  return [
    '▶️ Lifted by ',
    { bold: by.name },
    ' ',
    { at, as: 'ago' },
    note === undefined ? '' : `: ${oneLine(mask(note))}`,
  ];
}

function actionsOf({ acknowledged, lifted }: Stop): Action[] {
  if (lifted) return [];
  const seen: Action[] = acknowledged ? [] : [{ verb: 'stop-acknowledge', label: 'Acknowledge', style: 'primary' }];
  return [...seen, { verb: 'stop-lift', label: 'Lift…', style: 'danger' }];
}
