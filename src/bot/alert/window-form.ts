import { z } from 'zod';
import type { Alert } from '../../desk/alert/alert.ts';
import { NO_ITEM } from '../../desk/card.ts';
import { unchanged } from '../../desk/decision.ts';
import type { Destination } from '../../desk/destination.ts';
import type { Field, Filled, Form } from '../../desk/form.ts';
import { mayShow } from '../../desk/routing.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { allScopes, type ScopeChoice, scopesOf } from '../../desk/quiet/window-choices.ts';
import { planWindow } from '../../desk/quiet/window-command.ts';
import { parseSpan } from '../../desk/quiet/window-time.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { readOpen } from '../../store/read.ts';
import { changeWindow, windowRef } from '../../store/windows.ts';
import type { Answer } from '../contract.ts';
import { alertHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { zoneOf } from './orders.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';
import { windowAnswer } from './windows.ts';

export const WINDOW = 'window';

const WindowDraft = z.object({ about: z.string().optional(), filled: z.record(z.string(), z.string()).optional() });
type WindowDraft = z.infer<typeof WindowDraft>;

const TIME_LIMIT = 20;
const REASON_LIMIT = 200;

/** Asks for a maintenance window: of what an alert is about, or of anything that is known. */
export const windowForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, press.ask.ref === NO_ITEM ? {} : { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const windowAgain = openAgain('technician', WindowDraft, open);

async function open(desk: Desk, press: Press, draft: WindowDraft, before?: string): Promise<Answer> {
  const alert = await aboutOf(desk, press, draft);
  if (typeof alert === 'string') return said(alert);
  const scopes = alert ? scopesOf(alert) : await scopesFor(desk, press.place);
  if (scopes.length === 0)
    return said('Nothing is known yet that could be in maintenance: no client, no site and no device.');
  const token = await keepDraft(desk.store, draft, before);
  return { is: 'form', form: formFor(token, alert && scopes, scopes, draft.filled ?? {}, zoneOf(desk, press)) };
}

async function aboutOf({ store }: Desk, press: Press, { about }: WindowDraft): Promise<Alert | string | undefined> {
  return about === undefined ? undefined : alertHere(store, about, press.place);
}

/** All that may be chosen at a place: a client's own channel knows that client alone. */
export async function scopesFor(
  { store, ports }: Pick<Desk, 'store' | 'ports'>,
  place: Destination,
): Promise<ScopeChoice[]> {
  const { settings } = store.house;
  const [devices, open] = await Promise.all([ports.devices(), readOpen(store, 'alert')]);
  const alerts = open.filter((item): item is Alert => item.kind === 'alert');
  return allScopes(settings, devices, alerts).filter(({ scope }) => mayShow(scope.client, place, settings));
}

function formFor(
  token: string,
  few: readonly ScopeChoice[] | undefined,
  all: readonly ScopeChoice[],
  filled: Filled,
  zone: string,
): Form {
  const hint = cut(`now, 30m, 22:00 or 2026-12-01 22:00 (${zone})`, 100);
  return {
    id: WINDOW,
    token,
    title: 'Maintenance window',
    submit: 'Plan it',
    intro: [
      'What fails while it lasts is listed, neither posted nor rung for. What still fails after it is posted then.',
    ],
    fields: [
      scopeField(few, all, filled['scope']),
      { id: 'begin', label: 'It begins', hint, type: 'text', most: TIME_LIMIT, initial: filled['begin'] ?? 'now' },
      {
        id: 'end',
        label: 'It ends',
        hint: '2h, 23:30 or 2026-12-02 02:00',
        type: 'text',
        most: TIME_LIMIT,
        initial: filled['end'] ?? '',
      },
      { id: 'note', label: 'Why?', type: 'text', most: REASON_LIMIT, initial: filled['note'] ?? '' },
    ],
  };
}

function scopeField(
  few: readonly ScopeChoice[] | undefined,
  all: readonly ScopeChoice[],
  chosen: string | undefined,
): Field {
  const label = 'What is in maintenance?';
  if (few) {
    const initial = few.find(({ id }) => id === chosen)?.id ?? few[0]?.id;
    const choices = few.map((one) => ({ id: one.id, label: one.label }));
    return { id: 'scope', label, type: 'choice', choices, ...(initial === undefined ? {} : { initial }) };
  }
  const found = all.find(({ id }) => id === chosen);
  const initial = found ? { initial: { id: found.id, label: found.label } } : {};
  return { id: 'scope', label, hint: 'A client, a site or a device', type: 'search', among: 'scopes', ...initial };
}

export const windowSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { token, filled } = press.ask;
    await keepTyped(desk.store, token, filled);
    const draft = WindowDraft.safeParse(await readDraft(desk.store, token));
    const alert = draft.success ? await aboutOf(desk, press, draft.data) : undefined;
    if (typeof alert === 'string') return said(alert);
    const scopes = alert ? scopesOf(alert) : await scopesFor(desk, press.place);
    const wish = wishFrom(desk, press, scopes);
    if ('mistakes' in wish) {
      const form = formFor(token, alert && scopes, scopes, filled, zoneOf(desk, press));
      return { is: 'mistakes', form, mistakes: wish.mistakes };
    }
    const ref = windowRef(token);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeWindow(
      desk.store,
      ref,
      (window, view) => (window ? unchanged() : planWindow({ ref, origin: 'chat', by, ...wish }, view)),
      { urgent: true },
    );
    const first = outcome.is === 'changed' ? 'Planned.' : 'This form was sent already; it counts once.';
    return windowAnswer(desk, press, ref, first);
  },
};

function wishFrom({ store }: Desk, press: Submit, scopes: readonly ScopeChoice[]) {
  const { filled } = press.ask;
  const zone = personOf(press).zone ?? store.house.settings.zone;
  const match = matchChoice(filled['scope'] ?? '', scopes);
  const span = parseSpan({ begin: filled['begin'] ?? '', end: filled['end'] ?? '' }, store.now(), zone);
  const reason = oneLine(filled['note'] ?? '');
  const scope = match.is === 'one' ? scopes.find(({ id }) => id === match.choice.id)?.scope : undefined;
  const mistakes = {
    ...(match.is === 'one' ? {} : { scope: match.sentence }),
    ...('mistakes' in span ? span.mistakes : {}),
    ...(reason === '' ? { note: 'Say why: others will ask.' } : {}),
  };
  if (!scope || 'mistakes' in span || reason === '') return { mistakes };
  return { scope, ...span, reason };
}
