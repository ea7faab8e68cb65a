import { splitAlert } from '../../desk/alert/command.ts';
import type { Alert } from '../../desk/alert/alert.ts';
import type { CardRow } from '../../desk/card.ts';
import { type DeskView, unchanged } from '../../desk/decision.ts';
import { bySiteUrgency, drawnAt, placeName, siteRow, togetherActions } from '../../desk/storm/group-card.ts';
import { APART } from '../../desk/storm/member.ts';
import { mayShow } from '../../desk/routing.ts';
import { oneLine } from '../../desk/text.ts';
import { change } from '../../store/change.ts';
import { isFolded, readMembers } from '../../store/members.ts';
import { readItems } from '../../store/read.ts';
import { readAlert } from '../../store/signals.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { isAlert, type Parent, readParent, sitesOf, tallyOfSites } from '../pump/group-showing.ts';
import { alertHere } from '../here.ts';
import { alertRow } from '../../desk/look/item-rows.ts';
import { PAGE, pageCard, pageOf, pageWithin } from '../page-card.ts';
import { actorOf } from '../people.ts';
import { type Click, personOf, said, type Verb } from '../table.ts';

/** The members of a group card, page by page, reading no more than the page. The button's word is the page, and the index of a site: `2.0`. */
export const groupList: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const group = await readParent(store, press.ask.ref);
    if (!group) return said('This group is no longer kept.');
    const [wanted, part] = (press.ask.with ?? '1').split('.').map(Number);
    const view = await viewNow(store);
    const sites = await sitesOf(store, group, press.place, view);
    const one = part === undefined ? undefined : sites.find((site) => site.part === part);
    if (sites.length === 0 || (part !== undefined && !one)) return said('This group belongs to another channel.');
    const tally = one?.tally ?? (await tallyOfSites(store, group, sites));
    const total = tally.all;
    const page = pageWithin(wanted ?? 1, total);
    const rows = await memberRows(store, { group, part, page }, press, view);
    const title = one ? `${total} alerts of this storm at ${placeName(one.site)}` : `${total} alerts of this storm`;
    const suffix = part === undefined ? '' : `.${part}`;
    const turn = (next: number) => ({ verb: 'group-list', ref: group.ref, with: `${next}${suffix}` });
    const actions = togetherActions(tally, `${drawnAt(view.now)}${suffix}`).map((action) => ({
      ...action,
      ref: group.ref,
    }));
    return { is: 'card', card: pageOf({ title, total, page, rows, turn }, { actions }) };
  },
};

async function memberRows(
  store: Store,
  { group, part, page }: { group: Parent; part: number | undefined; page: number },
  press: Click,
  view: DeskView,
): Promise<CardRow[]> {
  const members = await readMembers(store, group.ref, { from: (page - 1) * PAGE, most: PAGE, part });
  const refs = members.map(({ ref }) => ref);
  const alerts = new Map((await readItems(store, refs)).filter(isAlert).map((alert) => [alert.ref, alert]));
  return members.map(({ ref, stand }): CardRow => {
    const alert = alerts.get(ref);
    if (!alert) return { line: ['This alert is no longer kept.'] };
    if (!mayShow(alert.facts.client, press.place, view.settings))
      return { line: ['This alert belongs to another channel.'] };
    const row = alertRow(alert);
    return stand === APART ? { ...row, line: [...row.line, ' · has its own card'] } : row;
  });
}

/** The sites of an overview, page by page. */
export const groupSites: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const group = await readParent(store, press.ask.ref);
    if (!group) return said('This group is no longer kept.');
    const view = await viewNow(store);
    const sites = (await sitesOf(store, group, press.place, view)).toSorted(bySiteUrgency);
    const rows = sites.map((site) => {
      const row = siteRow(site);
      return row.action ? { ...row, action: { ...row.action, ref: group.ref } } : row;
    });
    const turn = (next: number) => ({ verb: 'group-sites', ref: group.ref, with: String(next) });
    return {
      is: 'card',
      card: pageCard(rows, Number(press.ask.with) || 1, `${sites.length} sites of this storm`, turn),
    };
  },
};

/** Gives a member of a storm a card of its own, for good. */
export const ownCard: Verb<Click> = {
  least: 'technician',
  async run({ store }, press): Promise<Answer> {
    const found = await alertHere(store, press.ask.ref, press.place);
    if (typeof found === 'string') return said(found);
    const title = oneLine(found.facts.title);
    if (!(await isFolded(store, found))) return said(`${title} has a card of its own already.`);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<Alert, Alert | undefined>(
      store,
      {
        read: () => readAlert(store, found.ref),
        decide: (alert, view) => (alert ? splitAlert(alert, by, view) : unchanged()),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(`${title} gets a card of its own, and folds into no other from now on.`);
  },
};
