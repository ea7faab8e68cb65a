import { z } from 'zod';
import type { Destination } from '../../desk/destination.ts';
import { deviceKey } from '../../desk/device/device.ts';
import { linkDevice, unlinkDevice } from '../../desk/device/command.ts';
import { isOfClient } from '../../desk/device/lines.ts';
import type { Choice, Field, Form } from '../../desk/form.ts';
import { cut, oneLine } from '../../desk/text.ts';
import { whyOver } from '../../desk/ticket/over.ts';
import type { Ticket } from '../../desk/ticket/ticket.ts';
import type { Device } from '../../desk/quiet/window-choices.ts';
import { keepDraft, keepTyped, readDraft } from '../../store/drafts.ts';
import { changeTicket } from '../../store/tickets.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer } from '../contract.ts';
import { ticketHere } from '../here.ts';
import { matchChoice } from '../match.ts';
import { openAgain } from '../open-again.ts';
import { actorOf } from '../people.ts';
import { type Click, type Desk, personOf, type Press, said, type Submit, type Verb } from '../table.ts';

export const DEVICE = 'device';

/** More than every platform can show in one list are searched. */
const MOST_LISTED = 25;

const DeviceDraft = z.object({ about: z.string(), filled: z.record(z.string(), z.string()).optional() });
type DeviceDraft = z.infer<typeof DeviceDraft>;

/** Asks which device of the ticket's client it is about. */
export const deviceForm: Verb<Click> = {
  least: 'technician',
  opensForm: true,
  run: (desk, press) => open(desk, press, { about: press.ask.ref }),
};

/** Opens the form again with what had been typed. */
export const deviceAgain = openAgain('technician', DeviceDraft, open);

async function open(desk: Desk, press: Press, draft: DeviceDraft, before?: string): Promise<Answer> {
  const { store } = desk;
  const ticket = await ticketHere(store, draft.about, press.place);
  if (typeof ticket === 'string') return said(ticket);
  const over = whyOver(ticket, await viewNow(store));
  if (over !== undefined) return said(over);
  if (ticket.client === undefined)
    return said(
      'Nobody knows whose ticket this is, so no device can be offered: add the sender to a client under "clients", "mail".',
    );
  const devices = await devicesFor(desk, ticket);
  if (devices.length === 0)
    return said(`No device of ${ticket.client} is known: either none is watched, or its source does not answer.`);
  const token = await keepDraft(store, draft, before);
  return { is: 'form', form: formFor(token, ticket, devices, draft.filled?.['device']) };
}

/** Those of the ticket's client alone. */
async function devicesFor({ store, ports }: Desk, ticket: Ticket): Promise<Device[]> {
  const all = await ports.devices();
  return all.filter((device) => isOfClient(device, ticket, store.house.settings)).toSorted(byName);
}

function byName(left: Device, right: Device): number {
  return left.name < right.name ? -1 : 1;
}

/** What may be chosen for a ticket, while somebody types. */
export async function devicesAbout(desk: Desk, place: Destination, about: string): Promise<Choice[]> {
  const ticket = await ticketHere(desk.store, about, place);
  return typeof ticket === 'string' ? [] : (await devicesFor(desk, ticket)).map(choiceOf);
}

function choiceOf({ source, id, name, site, kind }: Device): Choice {
  const where = [site, kind === 'unknown' ? undefined : kind].filter(Boolean).join(', ');
  return { id: cut(deviceKey(source, id), 75), label: cut(oneLine(where === '' ? name : `${name} (${where})`), 75) };
}

function formFor(token: string, ticket: Ticket, devices: readonly Device[], typed: string | undefined): Form {
  const choices = devices.map(choiceOf);
  const known = matchChoice(typed ?? '', choices);
  const base = { id: 'device', label: cut(`Devices of ${ticket.client ?? ''}`, 45) };
  const initial = known.is === 'one' ? known.choice : undefined;
  const field: Field =
    choices.length > MOST_LISTED
      ? {
          ...base,
          type: 'search',
          among: `devices@${ticket.ref}`,
          hint: 'Part of its name',
          ...(initial ? { initial } : {}),
        }
      : { ...base, type: 'choice', choices, ...(initial ? { initial: initial.id } : {}) };
  return { id: DEVICE, token, title: 'Device', submit: 'Link', fields: [field] };
}

export const deviceSubmit: Verb<Submit> = {
  least: 'technician',
  async run(desk, press) {
    const { store } = desk;
    const { token, filled } = press.ask;
    await keepTyped(store, token, filled);
    const draft = DeviceDraft.safeParse(await readDraft(store, token));
    if (!draft.success) return said('This form is older than a day; open it again behind More… on the card.');
    const ticket = await ticketHere(store, draft.data.about, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const devices = await devicesFor(desk, ticket);
    const typed = filled['device'] ?? '';
    const match = matchChoice(typed, devices.map(choiceOf));
    if (match.is !== 'one')
      return { is: 'mistakes', form: formFor(token, ticket, devices, typed), mistakes: { device: match.sentence } };
    const device = devices.find((one) => choiceOf(one).id === match.choice.id);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeTicket(
      store,
      ticket.ref,
      (now, view) => (device ? linkDevice(now, device, by, view) : { is: 'unchanged' }),
      { urgent: true },
    );
    if (outcome.is === 'refused') return said(outcome.sentence);
    const name = oneLine(device?.name ?? '');
    if (outcome.is !== 'changed') return said(`Ticket #${ticket.facts.number} is about ${name} already.`);
    return said(`Ticket #${ticket.facts.number} is about ${name} now. More…, then Its device, shows its last 14 days.`);
  },
};

export const deviceUnlink: Verb<Click> = {
  least: 'technician',
  async run({ store }, press) {
    const ticket = await ticketHere(store, press.ask.ref, press.place);
    if (typeof ticket === 'string') return said(ticket);
    const by = actorOf(personOf(press), press.presser);
    const outcome = await changeTicket(store, ticket.ref, (now, view) => unlinkDevice(now, by, view), { urgent: true });
    if (outcome.is === 'refused') return said(outcome.sentence);
    return said(outcome.is === 'changed' ? 'The device is unlinked; it stays as it is.' : 'No device was linked.');
  },
};
