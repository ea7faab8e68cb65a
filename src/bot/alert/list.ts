import type { Alert } from '../../desk/alert/alert.ts';
import { isLate } from '../../desk/alert/response.ts';
import { NO_ITEM } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { byUrgency, drawnAt, togetherActions } from '../../desk/storm/group-card.ts';
import { isOpen } from '../../desk/item.ts';
import { alertRow } from '../../desk/look/item-rows.ts';
import { mayShow } from '../../desk/routing.ts';
import { readOpen } from '../../store/read.ts';
import { viewNow } from '../../store/view.ts';
import { type AlertFilter, filterOf, isOfFilter, nameOf, parseFilter, wordOf } from './filter.ts';
import type { Answer } from '../contract.ts';
import { isAlert } from '../pump/group-showing.ts';
import { pageCard } from '../page-card.ts';
import { type Command, type Desk, type Press, said, type Verb } from '../table.ts';

export const alertsCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    const view = await viewNow(desk.store);
    const alerts = await visibleAlerts(desk, press.place, view);
    const filter = parseFilter(press.ask.argument ?? '', alerts, view.settings);
    return typeof filter === 'string' ? said(filter) : alertsPage(alerts, filter, 1, press, view);
  },
};

/** A page of alerts; the filter is a word of a button. */
export async function alertsTurn(desk: Desk, press: Press, word: string, page: number): Promise<Answer> {
  const view = await viewNow(desk.store);
  const alerts = await visibleAlerts(desk, press.place, view);
  const filter = filterOf(word, alerts, view.settings);
  return filter ? alertsPage(alerts, filter, page, press, view) : said('Nothing of this list fails any more.');
}

/** The alerts of a list that were there when its button was drawn; the word is `critical.<instant>`. */
export async function listedRefs(desk: Desk, press: Press, word: string): Promise<string[]> {
  const [filterWord = '', drawn = ''] = word.split('.');
  const view = await viewNow(desk.store);
  const alerts = await visibleAlerts(desk, press.place, view);
  const filter = filterOf(filterWord, alerts, view.settings);
  const seenBy = Number.parseInt(drawn, 36);
  if (!filter || !Number.isFinite(seenBy)) return [];
  return filtered(alerts, filter, press.person?.id, view)
    .filter((alert) => alert.seenAt <= seenBy)
    .map(({ ref }) => ref);
}

function alertsPage(all: readonly Alert[], filter: AlertFilter, wanted: number, press: Press, view: DeskView): Answer {
  const alerts = filtered(all, filter, press.person?.id, view);
  const { what, where } = nameOf(filter);
  const unseen = alerts.filter((alert) => !alert.acknowledged).length;
  const unclaimed = alerts.filter((alert) => !alert.claimed).length;
  const word = `${wordOf(filter)}.${drawnAt(view.now)}`;
  const actions = alerts.length > 1 ? togetherActions({ open: alerts.length, unseen, unclaimed }, word) : [];
  const turn = (next: number) => ({ verb: 'list', ref: NO_ITEM, with: `alerts.${wordOf(filter)}.${next}` });
  const page = pageCard(alerts.map(alertRow), wanted, `${alerts.length} ${what} alerts${where}`, turn, { actions });
  return { is: 'card', card: page };
}

/** Open alerts that may be shown at a place. */
export async function visibleAlerts(
  desk: Pick<Desk, 'store'>,
  place: Destination,
  view: Pick<DeskView, 'settings'>,
): Promise<Alert[]> {
  const open = (await readOpen(desk.store, 'alert')).filter(isAlert);
  return open.filter((alert) => isOpen(alert) && mayShow(alert.facts.client, place, view.settings));
}

/** The alerts of a list, the worst first. */
function filtered(alerts: readonly Alert[], filter: AlertFilter, person: string | undefined, view: DeskView): Alert[] {
  return alerts
    .filter((alert) => isOfFilter(alert, filter, view.settings) && isAlertOf(alert, filter.filter, person))
    .toSorted(byUrgency);
}

function isAlertOf(alert: Alert, filter: string, person: string | undefined): boolean {
  if (filter === 'all') return true;
  if (filter === 'muted') return alert.muted !== undefined;
  if (filter === 'unacknowledged') return alert.acknowledged === undefined;
  if (filter === 'late') return isLate(alert);
  if (filter === 'mine') return person !== undefined && (alert.claimed ?? alert.acknowledged)?.by.id === person;
  return alert.severity === filter;
}
