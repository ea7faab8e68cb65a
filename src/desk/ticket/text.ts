import type { Alert } from '../alert/alert.ts';
import type { DeskView } from '../decision.ts';
import { mask } from '../mask.ts';
import { clean, cut, oneLine } from '../text.ts';
import { wallTime } from '../clock/wall-time.ts';

const VALUE_LIMIT = 1_500;

/** What a ticket about an alert is called, unless somebody finds a better name. */
export function ticketSubject({ facts }: Alert): string {
  return oneLine(mask(facts.title));
}

/** What a ticket about an alert says, unless somebody says it better: what fails, since when, where, and what the check found. */
export function ticketText({ facts, severity, ended }: Alert, view: Pick<DeskView, 'settings'>): string {
  const { zone } = view.settings;
  const { device, client, site } = facts;
  const kind = device === undefined || device.kind === 'unknown' ? '' : ` (${device.kind})`;
  const value = facts.value === undefined ? '' : cut(mask(clean(facts.value)).trim(), VALUE_LIMIT);
  const over = ended ? ` It ended at ${wallTime(ended.at, zone)}.` : '';
  const where = [client, site].filter(Boolean).join(', ');
  const lines = [
    oneLine(mask(facts.title)),
    `Fails since ${wallTime(facts.startedAt, zone)}, ${severity}.${over}`,
    ...(where === '' ? [] : [`Where: ${oneLine(where)}`]),
    ...(device ? [`Device: ${oneLine(device.name)}${kind}`] : []),
    ...(device?.user ? [`User: ${oneLine(device.user)}`] : []),
    ...(value === '' ? [] : ['', value]),
  ];
  return lines.join('\n');
}
