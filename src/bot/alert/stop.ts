import { createHash } from 'node:crypto';
import { z } from 'zod';
import { NO_ITEM, plainCard } from '../../desk/card.ts';
import { type Changed, type DeskView, refused, type TimelineEntry } from '../../desk/decision.ts';
import type { Form } from '../../desk/form.ts';
import { clientOf, type Item, type WorkItem } from '../../desk/item.ts';
import { threadLine } from '../../desk/notices.ts';
import { mayAct } from '../../desk/people.ts';
import { mayShow } from '../../desk/routing.ts';
import { clientNamed } from '../../desk/settings.ts';
import { stopCard } from '../../desk/stop/card.ts';
import { acknowledgeStop, liftStop, stopClient } from '../../desk/stop/command.ts';
import { type Stop, stopLine, stopOf } from '../../desk/stop/stop.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { change } from '../../store/change.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readWork } from '../../store/read.ts';
import { latestStop, readStop } from '../../store/stops.ts';
import type { Store } from '../../store/store.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { itemHere } from '../here.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Command, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const STOP = 'stop';
export const LIFT = 'stop-lift';

const REASON_LIMIT = 300;
const TITLE_LIMIT = 40;

/** `about` is an alert or a ticket when a client is to be stopped, a stop when one is to be lifted. */
const StopDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type StopDraft = z.infer<typeof StopDraft>;

/** Asks why; the question whether it is meant came before. */
export const stopForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => openStop(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const stopAgain = openAgain('technician', StopDraft, openStop);

async function openStop(desk: Desk, press: Press, draft: StopDraft, before?: string): Promise<Answer> {
  const item = await itemHere(desk.store, draft.about, press.place);
  if (typeof item === 'string') return said(item);
  const client = clientOf(item);
  if (client === undefined) return said(NO_CLIENT);
  const view = await viewNow(desk.store);
  const stop = stopOf(client, view);
  if (stop) return { is: 'card', card: stopCard(stop, view) };
  const token = await keepDraft(desk.store, draft, before);
  return { is: 'form', form: reasonForm(STOP, token, `Stop ${oneLine(client)}`, 'Stop', draft.filled ?? {}) };
}

const NO_CLIENT = 'It is not known whose this is, so there is no client to stop.';

function reasonForm(id: string, token: string, title: string, submit: string, filled: Record<string, string>): Form {
  return {
    id,
    token,
    title: cut(title, TITLE_LIMIT),
    submit,
    fields: [
      {
        id: 'note',
        label: id === STOP ? 'Why? What was seen, and where?' : 'Why is it safe to go on?',
        type: 'text',
        long: true,
        most: REASON_LIMIT,
        initial: filled['note'] ?? '',
      },
    ],
  };
}

export const stopSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = StopDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const item = await itemHere(store, draft.data.about, press.place);
    if (typeof item === 'string') return said(item);
    const client = clientOf(item);
    if (client === undefined) return said(NO_CLIENT);
    const reason = oneLine(filled['note'] ?? '');
    if (reason === '') {
      const form = reasonForm(STOP, token, `Stop ${oneLine(client)}`, 'Stop', filled);
      return { is: 'mistakes', form, mistakes: { note: 'Say why: whoever is called reads this first.' } };
    }
    return stop(desk, press, item, reason);
  },
};

async function stop({ store }: Desk, press: Submit, about: WorkItem, reason: string): Promise<Answer> {
  const by = actorOf(personOf(press), press.presser);
  const client = clientOf(about) ?? '';
  const condition = conditionOf(clientNamed(client, store.house.settings)?.name ?? client);
  const outcome = await change<Stop, Stop | undefined>(
    store,
    {
      read: () => latestStop(store, condition),
      decide: (before, view) => stopClient(before, { condition, client, about: about.ref, by, reason }, view),
      also: async ({ item }, view) => onItsItem(store, item, `${by.name} stopped ${item.client}: ${reason}`, by, view),
    },
    { urgent: true },
  );
  if (outcome.is === 'refused') return said(outcome.sentence);
  if (outcome.is !== 'changed') return said('This was done already.');
  return { is: 'card', card: stopCard(outcome.item, await viewNow(store)) };
}

/** Names may be long and odd, and a button has no room for that. */
function conditionOf(client: string): string {
  return `stop/${createHash('sha256').update(client).digest('hex').slice(0, 16)}`;
}

/** The timeline of the item on whose card it was pressed tells it too. */
async function onItsItem(
  store: Store,
  { about, ref }: Stop,
  text: string,
  by: TimelineEntry['by'],
  view: DeskView,
): Promise<Changed<Item>[]> {
  const item = about === undefined ? undefined : await readWork(store, about);
  if (!item) return [];
  const occasion = { item, occasion: `${ref}-${item.revision}`, at: view.now };
  return [
    {
      is: 'changed',
      item,
      entries: [{ at: view.now, by, what: 'stop', text }],
      effects: [],
      notices: threadLine(occasion, [text]),
    },
  ];
}

export const stopAcknowledge: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const by = actorOf(personOf(press), press.presser);
    const found = await stopHere(store, press);
    if (typeof found === 'string') return said(found);
    const outcome = await change<Stop, Stop | undefined>(
      store,
      {
        read: () => readStop(store, found.ref),
        decide: (now, view) => (now ? acknowledgeStop(now, by, view) : refused(GONE)),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(
      `You have seen the stop of ${found.client}; nobody is called any more. It holds until a lead lifts it.`,
    );
  },
};

const GONE = 'This stop is no longer kept.';

async function stopHere(store: Store, press: Click): Promise<Stop | string> {
  const found = await readStop(store, press.ask.ref);
  if (!found) return GONE;
  return mayShow(found.client, press.place, store.house.settings) ? found : 'This item belongs to another channel.';
}

export const stopShow: Verb<Click> = {
  least: 'anyone',
  async run({ store }, press) {
    const found = await stopHere(store, press);
    return typeof found === 'string' ? said(found) : { is: 'card', card: stopCard(found, await viewNow(store)) };
  },
};

export const liftForm: Verb<Click> = {
  least: 'lead',
  opensForm: true,
  run: (desk, press) => openLift(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const liftAgain = openAgain('lead', StopDraft, openLift);

async function openLift({ store }: Desk, press: Click, draft: StopDraft, before?: string): Promise<Answer> {
  const found = await stopHere(store, { ...press, ask: { ...press.ask, ref: draft.about } });
  if (typeof found === 'string') return said(found);
  if (found.lifted) return said(`${found.lifted.by.name} lifted the stop of ${found.client} already.`);
  const token = await keepDraft(store, draft, before);
  return {
    is: 'form',
    form: reasonForm(LIFT, token, `Lift the stop of ${oneLine(found.client)}`, 'Lift', draft.filled ?? {}),
  };
}

export const liftSubmit: Verb<Submit> = {
  least: 'lead',
  async run({ store }, press) {
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = StopDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; press the button on the card again.');
    const reason = oneLine(filled['note'] ?? '');
    if (reason === '') {
      const form = reasonForm(LIFT, token, 'Lift the stop', 'Lift', filled);
      return { is: 'mistakes', form, mistakes: { note: 'Say why it is safe to go on.' } };
    }
    const by = actorOf(personOf(press), press.presser);
    const outcome = await change<Stop, Stop | undefined>(
      store,
      {
        read: () => readStop(store, draft.data.about),
        decide: (now, view) => (now ? liftStop(now, by, reason, view) : refused(GONE)),
        also: async ({ item }, view) =>
          onItsItem(store, item, `${by.name} lifted the stop of ${item.client}: ${reason}`, by, view),
      },
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    if (outcome.is !== 'changed') return said('This was done already.');
    return said(`You lifted the stop of ${outcome.item.client}; what is automatic there goes on.`);
  },
};

/** `/desk stops`: who stopped what, when and why, as far as it may be told here. */
export const stopsCommand: Verb<Command> = {
  least: 'anyone',
  async run({ store }, press) {
    const view = await viewNow(store);
    const stops = view.stops.filter(({ client }) => mayShow(client, press.place, view.settings));
    return {
      is: 'card',
      card: plainCard({
        ref: NO_ITEM,
        tone: stops.length > 0 ? 'critical' : 'good',
        title:
          stops.length === 0
            ? 'Nothing is stopped'
            : `${stops.length} ${stops.length === 1 ? 'client is' : 'clients are'} stopped`,
        rows: stops.map((one) => ({
          line: stopLine(one),
          action:
            press.person && mayAct(press.person, 'lead')
              ? { verb: 'stop-lift', label: 'Lift…', ref: one.ref }
              : { verb: 'stop-show', label: 'Open', ref: one.ref },
        })),
      }),
    };
  },
};
