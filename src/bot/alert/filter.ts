import { markOf } from '../../desk/review/name-mark.ts';
import type { Alert } from '../../desk/alert/alert.ts';
import type { Choice } from '../../desk/form.ts';
import { severities } from '../../desk/alert/severity.ts';
import { clientNamed, type Settings } from '../../desk/settings.ts';
import { oneLine } from '../../desk/text.ts';
import { asChoices, nameIn, wordsApart } from './filter-words.ts';

/** What a list of alerts can be narrowed to; the same words in commands, buttons and digests. */
export const alertFilters = ['all', ...severities, 'unacknowledged', 'mine', 'late', 'muted'] as const;

/** A list of alerts: one of the filters, and perhaps one client, and one of its sites. */
export interface AlertFilter {
  filter: string;
  client?: string;
  site?: string;
}

const KEYS = ['client', 'site'];

/** Reads what was typed, such as `critical client:Acme site:"Main office"`; an answer in words when it names what there is not. */
export function parseFilter(typed: string, alerts: readonly Alert[], settings: Settings): AlertFilter | string {
  const { loose, named } = wordsApart(typed, KEYS);
  const chosen: AlertFilter = { filter: 'all' };
  const client = named.get('client');
  const site = named.get('site');
  if (client) {
    const { match, rest } = nameIn(client, clientsOf(alerts, settings), isFilter);
    if (match.is !== 'one') return `Nothing is listed: ${match.sentence} Only clients at which something fails count.`;
    chosen.client = match.choice.id;
    loose.push(...rest);
  }
  if (site) {
    const there = alerts.filter((alert) => isOfClient(alert, chosen.client, settings));
    const { match, rest } = nameIn(site, sitesOf(there), isFilter);
    if (match.is !== 'one') return `Nothing is listed: ${match.sentence} Only sites at which something fails count.`;
    chosen.site = match.choice.id;
    loose.push(...rest);
  }
  const filter = loose.join(' ').toLowerCase();
  if (filter !== '' && !isFilter(filter))
    return `There is no list "${filter}". Lists of alerts: ${alertFilters.join(', ')}, and client: or site: with a name.`;
  return { ...chosen, filter: filter || 'all' };
}

function isFilter(word: string): boolean {
  return (alertFilters as readonly string[]).includes(word.toLowerCase());
}

/** The filter as a word of a button: `critical`, `all~1f0c22ab`, `all~1f0c22ab~77aa01ff`. */
export function wordOf({ filter, client, site }: AlertFilter): string {
  if (site !== undefined) return `${filter}~${client === undefined ? '' : markOf(client)}~${markOf(site)}`;
  return client === undefined ? filter : `${filter}~${markOf(client)}`;
}

/** The filter of a button; a name that no open alert has any more is none. */
export function filterOf(word: string, alerts: readonly Alert[], settings: Settings): AlertFilter | undefined {
  const [filter = '', client = '', site = ''] = word.split('~');
  if (!isFilter(filter)) return undefined;
  const chosen: AlertFilter = { filter };
  const clientName = client === '' ? undefined : clientsOf(alerts, settings).find((name) => markOf(name) === client);
  const siteName = site === '' ? undefined : sitesOf(alerts).find((name) => markOf(name) === site);
  if ((client !== '' && clientName === undefined) || (site !== '' && siteName === undefined)) return undefined;
  if (clientName !== undefined) chosen.client = clientName;
  if (siteName !== undefined) chosen.site = siteName;
  return chosen;
}

export function isOfFilter(alert: Alert, { client, site }: AlertFilter, settings: Settings): boolean {
  return isOfClient(alert, client, settings) && (site === undefined || alert.facts.site === site);
}

function isOfClient(alert: Alert, client: string | undefined, settings: Settings): boolean {
  return client === undefined || clientOf(alert, settings) === client;
}

function clientOf({ facts }: Alert, settings: Settings): string | undefined {
  return clientNamed(facts.client, settings)?.name ?? facts.client;
}

function clientsOf(alerts: readonly Alert[], settings: Settings): string[] {
  return [...new Set(alerts.flatMap((alert) => clientOf(alert, settings) ?? []))];
}

function sitesOf(alerts: readonly Alert[]): string[] {
  return [...new Set(alerts.flatMap((alert) => alert.facts.site ?? []))];
}

/** What to offer while somebody types: the filters, and each client and site at which something fails. */
export function filterChoices(alerts: readonly Alert[], settings: Settings): Choice[] {
  const clients = clientsOf(alerts, settings).map((client) => `client:${client}`);
  const places = alerts.flatMap((alert) => {
    const client = clientOf(alert, settings);
    return client === undefined || alert.facts.site === undefined ? [] : [`client:${client} site:${alert.facts.site}`];
  });
  return asChoices([...alertFilters, ...clients, ...new Set(places)]);
}

/** The filter as a heading says it. */
export function nameOf({ filter, client, site }: AlertFilter): { what: string; where: string } {
  const where = [client, site].filter((part) => part !== undefined).join(', ');
  return { what: filter === 'all' ? 'open' : filter, where: where === '' ? '' : ` at ${oneLine(where)}` };
}
