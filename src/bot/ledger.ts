import { type Action, type Card, type CardRow, NO_ITEM } from '../desk/card.ts';
import { type Day, typedDay } from '../desk/day.ts';
import type { DeskView } from '../desk/decision.ts';
import { type Destination, directAccount } from '../desk/destination.ts';
import { clientOf } from '../desk/item.ts';
import { balances, type Balance, equation, type Stray, terms, termWords } from '../desk/ledger.ts';
import { mayAct } from '../desk/people.ts';
import { differenceLine, proofLine, type ProofState } from '../desk/proof.ts';
import { isServed, mayShow, ownerOf } from '../desk/routing.ts';
import type { Settings } from '../desk/settings.ts';
import { OURSELVES } from '../desk/silence.ts';
import { type Line, oneLine } from '../desk/text.ts';
import { span } from '../desk/when.ts';
import { type HeardHint, readHeard } from '../store/hints.ts';
import { isBalanced, type Ledger, readLedger } from '../store/ledger.ts';
import { addProofWish, readProof, readProofs } from '../store/proofs.ts';
import { viewNow } from '../store/view.ts';
import type { Answer } from './contract.ts';
import { howToLink } from './link.ts';
import { itemLine } from '../desk/item-rows.ts';
import { pageCard } from './page-card.ts';
import { type Click, type Command, type Desk, type Press, said, type Verb } from './table.ts';
import { destinationName } from './where.ts';

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

const ELSEWHERE = 'This belongs to another channel.';

interface Asking {
  desk: Desk;
  view: DeskView;
  place: Destination;
  day: Day;
  /** The one destination that may be told of here; absent where all may. */
  only: Destination | undefined;
}

/** What may be told to whom: a client's channel hears of itself alone, a direct message is for owners. */
async function ask(desk: Desk, press: Press, typed: string): Promise<Asking | string> {
  const view = await viewNow(desk.store);
  const { settings } = view;
  const { place, person } = press;
  if (directAccount(place) !== undefined && !(person && mayAct(person, 'owner')))
    return 'In a direct message the balance sheet of all channels is for owners. Ask in the channel that it is about.';
  const only = ownerOf(place, settings) === undefined ? undefined : place;
  const day = typedDay(typed, view.now, only === undefined ? settings.zone : zoneAt(only, settings));
  if (!day)
    return `There is no balance sheet of "${oneLine(typed)}". Say today, yesterday, or a day that has come, such as 2026-11-20.`;
  return { desk, view, place, day, only };
}

/** A channel has a zone of its own where its digest has. */
function zoneAt(destination: Destination, settings: Settings): string {
  const digest = settings.digests?.find(({ to }) => to !== 'people' && to.includes(destination));
  return digest?.zone ?? settings.zone;
}

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

const FATES: Record<HeardHint['fate'], string> = {
  read: 'read',
  over: 'over before they could be read',
  unshown: 'not for the desk (drafts, spam, imports)',
  gone: 'failed: gone before they could be read',
  waiting: 'waiting to be read',
  astray: 'of which nobody can say',
};
const FATE_ORDER = ['read', 'over', 'unshown', 'gone', 'waiting', 'astray'] as const;

/** What webhooks named, and what became of it. */
function webhookRows(asking: Asking, heard: readonly HeardHint[]): CardRow[] {
  if (heard.length === 0) return [];
  const parts = FATE_ORDER.flatMap((fate) => {
    const count = heard.filter((one) => one.fate === fate).length;
    return count === 0 ? [] : [`${count} ${FATES[fate]}`];
  });
  const line: Line = [{ bold: 'Webhooks' }, `: ${heard.length} rows named = ${parts.join(' + ')}`];
  return heard.every(({ fate }) => fate === 'read')
    ? [{ line }]
    : [{ line, action: toward(asking, '1.webhooks', 'Show') }];
}

/** How the last count at each source ended. */
function proofRows(
  view: DeskView,
  proofs: ReadonlyMap<string, ProofState>,
  sources: Readonly<Record<string, number>>,
): CardRow[] {
  return [...Object.keys(sources), OURSELVES].flatMap((id): CardRow[] => {
    const state = proofs.get(id);
    if (!state) return [];
    const line = proofLine(view.titles[id] ?? id, state);
    const behindIt: Action = { verb: 'proof', label: 'Show', ref: NO_ITEM, with: `${id}.1` };
    return [state.proof?.differences.length ? { line, action: behindIt } : { line }];
  });
}

/** What a count found. The button's word is `source.page`. */
export const proofClick: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    if (ownerOf(press.place, store.house.settings) !== undefined) return said(ELSEWHERE);
    const [id = '', page = ''] = (press.ask.with ?? '').split('.');
    const { proof } = await readProof(store, id);
    if (!proof) return said('Nothing has been counted there yet.');
    const rows = proof.differences.map((one): CardRow => ({
      line: differenceLine(one),
      action: { verb: 'show', label: 'Open', ref: one.ref },
    }));
    const title = `Differences that the count at ${store.house.titles[id] ?? id} found: ${proof.found}`;
    const turn = (next: number): Action => ({ verb: 'proof', label: '', ref: NO_ITEM, with: `${id}.${next}` });
    return { is: 'card', card: pageCard(rows, Number(page) || 1, title, turn) };
  },
};

/** Counts again now; the result is told where it was asked for. */
async function prove({ store, ports }: Desk, { place, person, presser }: Press): Promise<Answer> {
  const { settings, defaults, sources, titles } = store.house;
  if (!person) return said(howToLink(presser));
  if (!mayAct(person, 'lead'))
    return said(`This needs the role lead; yours is ${person.role}. An owner can change that.`);
  if (
    ownerOf(place, settings) !== undefined ||
    (directAccount(place) === undefined && !isServed(place, settings, defaults))
  )
    return said(
      'Ask for a count in one of the shared channels of the desk or in a direct message: it is about all clients.',
    );
  const names = Object.keys(sources).map((id) => titles[id] ?? id);
  if (names.length === 0) return said('There is no source that could be counted.');
  await addProofWish(store, place);
  ports.prove();
  return said(`Counting at ${names.join(' and ')} now. What comes of it is posted here.`);
}

/** The rows that a webhook named and that nobody has read. */
async function webhooks(asking: Asking, page: number): Promise<Answer> {
  const heard = (await readHeard(asking.desk.store, asking.day)).filter(({ fate }) => fate !== 'read');
  const rows = heard.map(({ source, row, at, fate }): CardRow => ({
    line: [
      `${asking.view.titles[source] ?? source} `,
      { code: row },
      ' named ',
      { at, as: 'clock' },
      `: ${FATES[fate]}`,
    ],
  }));
  const title = `${heard.length} rows that webhooks named and nobody read, ${asking.day.date}`;
  return { is: 'card', card: pageCard(rows, page, title, (next) => toward(asking, `${next}.webhooks`, '')) };
}

function titleOf({ day }: Asking, ledger: Pick<Ledger, 'balances' | 'strays'>): string {
  return isBalanced(ledger) ? `Balance sheet of ${day.date}` : `The balance sheet of ${day.date} does not add up`;
}

function nameOf({ place, view }: Asking, destination: Destination): string {
  return destinationName(destination, place, view);
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

function before(day: Day): string {
  return Temporal.PlainDate.from(day.date).subtract({ days: 1 }).toString();
}

function toward({ day }: Asking, word: string, label: string, date = day.date): Action {
  return { verb: 'ledger', label, ref: NO_ITEM, with: `${date}.${word}` };
}
