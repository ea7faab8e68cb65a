import type { Action, Card } from '../card.ts';
import type { Handover } from './handover.ts';
import { mask } from '../mask.ts';
import { type Line, oneLine } from '../text.ts';

/** A handover as it stands: what was told, and who has taken over since. */
export function handoverCard(handover: Handover): Card {
  const { ref, revision, client, note, rows, at, taken, since } = handover;
  const about = client === undefined ? '' : `: ${oneLine(client)}`;
  return {
    ref,
    revision,
    tone: taken ? 'good' : 'info',
    badge: taken ? '✅ TAKEN OVER' : '🤝 HANDOVER',
    title: `Shift handover${about}`,
    lines: [fromLine(handover), takenLine(handover), ...(note === undefined ? [] : [['📝 ', oneLine(mask(note))]])],
    fields: [],
    rows,
    footer: [
      'As of ',
      { at, as: 'clock' },
      ', news since ',
      { at: since, as: 'clock' },
      ' · a button shows how it stands now',
    ],
    actions: actionsOf(handover),
    links: [],
  };
}

function fromLine({ by, to }: Handover): Line {
  const names = to.map(({ name }) => oneLine(name)).join(', ');
  const whom: Line = names === '' ? [' to whoever comes next.'] : [' to ', { bold: names }, '.'];
  return by.id === undefined ? ['It is time to hand over', ...whom] : [{ bold: by.name }, ' hands over', ...whom];
}

function takenLine({ taken }: Handover): Line {
  if (!taken) return ['Nobody has taken over yet.'];
  return ['🙋 ', { bold: taken.by.name }, ' took over ', { at: taken.at, as: 'ago' }, '.'];
}

function actionsOf({ taken, by }: Handover): Action[] {
  if (taken) return [];
  return [
    { verb: 'handover-take', label: 'I have taken over', style: 'primary' },
    ...(by.id === undefined ? [{ verb: 'handover-note', label: 'Add a note…' }] : []),
  ];
}
