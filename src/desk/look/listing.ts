import type { Alert } from '../alert/alert.ts';
import { type Card, plainCard } from '../card.ts';
import { placeName } from '../storm/group-card.ts';
import { bucketOf } from '../storm/group.ts';
import { cut, oneLine } from '../text.ts';

/** A line longer than this says no more. */
const LINE_LIMIT = 120;

const MARK = { critical: '🔴', high: '🟠', warning: '🟡', info: '🔵' } as const;

/** Members of a storm by name, for the thread below its card: what was there at an instant, site by site, the worst first. */
export function listingCard(alerts: readonly Alert[], at: number): Card {
  const sites = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const site = sites.get(bucketOf(alert.facts));
    if (site) site.push(alert);
    else sites.set(bucketOf(alert.facts), [alert]);
  }
  return plainCard({
    title: '',
    lines: [
      [`${alerts.length} of this storm, as of `, { at, as: 'clock' }, '. The card above shows how they stand now.'],
    ],
    list: [...sites.values()].flatMap((site) => [placeName(site[0]?.facts ?? {}), ...site.map(lineOf)]),
  });
}

function lineOf({ severity, ended, facts }: Alert): string {
  return cut(`${ended ? '✅' : MARK[severity]} ${oneLine(facts.title)}`, LINE_LIMIT);
}

/** How many of these, from the first on, make a card that fits. */
export function mostThatFit(alerts: readonly Alert[], at: number, fits: (card: Card) => boolean): number {
  let [low, high] = [Math.min(1, alerts.length), alerts.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(listingCard(alerts.slice(0, middle), at))) low = middle;
    else high = middle - 1;
  }
  return low;
}
