import type { Action, Card, CardRow } from '../../desk/card.ts';
import type { DeskView } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import { clientOf } from '../../desk/item.ts';
import { itemLine } from '../../desk/look/item-rows.ts';
import { balances, type Balance, equation, type Stray, terms, termWords } from '../../desk/look/ledger.ts';
import { mayShow, ownerOf } from '../../desk/routing.ts';
import { type Line, oneLine } from '../../desk/text.ts';
import { span } from '../../desk/clock/when.ts';
import { readHeard } from '../../store/hints.ts';
import { isBalanced, type Ledger, readLedger } from '../../store/ledger.ts';
import { readProofs } from '../../store/proofs.ts';
import type { Answer } from '../contract.ts';
import { ask, type Asking, before, ELSEWHERE, nameOf, toward } from './ledger-asking.ts';
import { webhookRows, webhooks } from './ledger-webhooks.ts';
import { pageCard } from '../page-card.ts';
import { proofRows, prove } from './proof.ts';
import { type Click, type Command, said, type Verb } from '../table.ts';

/** The balance sheet of a day: what was seen, and what became of it. */
export const ledgerCommand: Verb<Command> = {
  least: 'anyone',
  async run(desk, press) {
    const typed = (press.ask.argument ?? '').trim().toLowerCase();
    if (typed === 'prove') return prove(desk, press);
    const asking = await ask(desk, press, typed);
    return typeof asking === 'string' ? said(asking) : sheet(asking, 1);
  },
};

/** What is behind a number. The button's word is `day.page`, or `day.page.what.destination`. */
export const ledgerClick: Verb<Click> = {
  least: 'anyone',
  async run(desk, press) {
    const [date = '', page = '', what, ...destination] = (press.ask.with ?? '').split('.');
    const asking = await ask(desk, press, date);
    if (typeof asking === 'string') return said(asking);
    const wanted = Number(page) || 1;
    if (what === undefined) return sheet(asking, wanted);
    if (what === 'webhooks') return asking.only === undefined ? webhooks(asking, wanted) : said(ELSEWHERE);
    const there = destination.join('.');
    if (asking.only !== undefined && asking.only !== there) return said(ELSEWHERE);
    return what === 'all' ? account(asking, there) : behind(asking, there, what, wanted);
  },
};

async function sheet(asking: Asking, page: number): Promise<Answer> {
  const { only, day } = asking;
  if (only !== undefined) return account(asking, only);
  const ledger = await readLedger(asking.desk.store, day);
  const heard = await readHeard(asking.desk.store, day);
  const proofs = await readProofs(asking.desk.store);
  const shown = ledger.balances.filter((one) => one.seen.length > 0 || !balances(one));
  const rows = shown.map((one): CardRow => ({
    line: [{ bold: nameOf(asking, one.destination) }, `: ${equation(one)}`],
    action: toward(asking, `1.all.${one.destination}`, 'Open'),
  }));
  const card = pageCard(rows, page, titleOf(asking, ledger), (next) => toward(asking, String(next), ''), {
    tone: isBalanced(ledger) ? 'neutral' : 'critical',
    lines: [
      ...(rows.length === 0 ? [['Nothing was seen that day.']] : []),
      ...keptLines(asking, ledger),
      ...strayLines(asking, ledger, [...ledger.strays, ...ledger.balances.flatMap(({ strays }) => strays)]),
    ],
    rows: [...webhookRows(asking, heard), ...proofRows(asking.view, proofs, asking.desk.store.house.sources)],
    footer: [`From midnight to midnight, ${day.zone}`],
    actions: [toward(asking, '1', 'The day before', before(day))],
  });
  return { is: 'card', card };
}

/** One destination: each number with the way to what is behind it. */
async function account(asking: Asking, destination: Destination): Promise<Answer> {
  const { desk, day } = asking;
  const ledger = await readLedger(desk.store, day, destination);
  const one = ledger.balances[0];
  if (!one) return said('There is no balance sheet of that.');
  const rows: CardRow[] = [
    ...(one.strays.length > 0 ? [{ line: [`❌ ${one.strays.length} of which nobody can say`], what: 'astray' }] : []),
    ...terms
      .filter((term) => one.became[term].length > 0)
      .map((term) => ({ line: [{ bold: String(one.became[term].length) }, ` ${termWords(term)}`], what: term })),
  ].map(({ line, what }) => ({ line, action: toward(asking, `1.${what}.${destination}`, 'Show') }));
  const title = `${titleOf(asking, ledger)}: ${nameOf(asking, destination)}`;
  const card: Partial<Card> = {
    tone: balances(one) ? 'neutral' : 'critical',
    lines: [
      [one.seen.length === 0 && balances(one) ? 'Nothing was seen here that day.' : `${equation(one)}.`],
      ...keptLines(asking, ledger),
      ...strayLines(asking, ledger, one.strays),
    ],
    footer: [`From midnight to midnight, ${day.zone}`],
    actions: [toward(asking, `1.all.${destination}`, 'The day before', before(day))],
  };
  return { is: 'card', card: pageCard(rows, 1, title, () => toward(asking, '1', ''), card) };
}

/** The items behind one number. */
async function behind(asking: Asking, destination: Destination, what: string, page: number): Promise<Answer> {
  const { desk, view, place } = asking;
  const ledger = await readLedger(desk.store, asking.day, destination);
  const one = ledger.balances[0];
  const term = terms.find((name) => name === what);
  if (!one || (!term && what !== 'astray')) return said('There is no such number in the balance sheet.');
  const refs = term ? one.became[term] : one.strays.map(({ ref }) => ref);
  const mine = refs.filter((ref) => visible(ledger, ref, place, view));
  const rows = mine.map((ref) => rowBehind(asking, ledger, one, ref));
  const hidden = refs.length - mine.length;
  const title = `${refs.length} ${term ? termWords(term) : 'astray'}: ${nameOf(asking, destination)}, ${asking.day.date}`;
  const card = pageCard(rows, page, title, (next) => toward(asking, `${next}.${what}.${destination}`, ''), {
    lines: hidden > 0 ? [[`${hidden} of them belong to another channel and are not shown here.`]] : [],
  });
  return { is: 'card', card };
}

function rowBehind(asking: Asking, ledger: Ledger, one: Balance, ref: string): CardRow {
  const item = ledger.items.get(ref);
  const outcome = one.outcomes.get(ref);
  const why = outcome?.why ?? one.strays.find((stray) => stray.ref === ref)?.why;
  const clause = why === undefined ? '' : ` · ${oneLine(why)}`;
  if (!item) return { line: [{ code: ref }, clause] };
  const action: Action =
    outcome?.group === undefined
      ? { verb: 'show', label: 'Open', ref }
      : { verb: 'group-list', label: 'Open', ref: outcome.group };
  return { line: [...itemLine(item, asking.view), clause], action };
}

function visible(ledger: Ledger, ref: string, place: Destination, view: DeskView): boolean {
  const item = ledger.items.get(ref);
  if (!item) return ownerOf(place, view.settings) === undefined;
  return mayShow(clientOf(item), place, view.settings);
}

function titleOf({ day }: Asking, ledger: Pick<Ledger, 'balances' | 'strays'>): string {
  return isBalanced(ledger) ? `Balance sheet of ${day.date}` : `The balance sheet of ${day.date} does not add up`;
}

/** An equation over what is left of a day must not look like one over the whole of it. */
function keptLines({ day, view }: Asking, { forgottenUntil }: Ledger): Line[] {
  if (forgottenUntil < day.from) return [];
  return [
    [
      `Some of what was seen that day is no longer kept: ${span(view.settings.keep.for)} after its end an item goes into the archive's files. The numbers are of what is left.`,
    ],
  ];
}

const MOST_NAMED = 5;

/** The desk's own faults, aloud. */
function strayLines({ place, view }: Asking, ledger: Ledger, strays: readonly Stray[]): Line[] {
  const named = strays.filter(({ ref }) => visible(ledger, ref, place, view)).slice(0, MOST_NAMED);
  if (strays.length === 0) return [];
  return [
    [{ bold: 'This must not be: ' }, `${strays.length} of what was seen cannot be accounted for.`],
    ...named.map(({ ref, why }): Line => {
      const item = ledger.items.get(ref);
      return ['❌ ', ...(item ? itemLine(item, view) : [{ code: ref }]), ` · ${why}`];
    }),
  ];
}
