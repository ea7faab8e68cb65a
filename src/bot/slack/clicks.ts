import type { App, BlockAction, BlockSuggestion, MessageShortcut, SlashCommand, ViewSubmitAction } from '@slack/bolt';
import type { Interactions, PlatformLog, Request } from '../contract.ts';
import { parseButton } from '../button.ts';
import { within, type Answering, type Pressed, type Submitted } from './answering.ts';
import { LINK_PREFIX } from './buttons.ts';
import { blockFor, filledFrom, FormMemory, FORM_CALLBACK, optionsFor } from './form.ts';
import { reasonOf } from './library-log.ts';
import type { PayloadUser, PresserFor } from './presser.ts';
import { cardOf } from './render.ts';
import type { Show } from './show.ts';
import { placeFor, type Spot } from './spot.ts';
import { askFrom, unescaped } from './words.ts';

export interface Listening {
  interactions: Interactions;
  answering: Answering;
  show: Show;
  presserFor: PresserFor;
  log: PlatformLog;
}

/** Suggestions that come later than this would be thrown away by Slack. */
const SUGGEST_WITHIN = 2_500;

/** One listener a kind, each of which only translates. Two that match the same press would both answer it. */
export function listen(app: App, listening: Listening): void {
  const { interactions, answering, log } = listening;
  app.action<BlockAction>({ type: 'block_actions' }, async ({ body, ack }) => {
    const pressed = clickFrom(listening, body);
    if (pressed === 'link') return ack();
    if (pressed === undefined) {
      await ack();
      return listening.show.answer(spotOf(body), { is: 'said', line: ['This button is from another version.'] });
    }
    await answering.press({ ...pressed, ack: () => ack() });
  });
  for (const { name } of interactions.commands.filter(({ label }) => label !== undefined)) {
    app.shortcut<MessageShortcut>({ type: 'message_action', callback_id: name }, async ({ shortcut, ack }) => {
      await answering.press({ ...(await messageFrom(listening, shortcut)), ack: () => ack() });
    });
  }
  for (const spec of interactions.commands.filter(({ label }) => label === undefined)) {
    app.command(`/${spec.name}`, async ({ command, ack }) => {
      const spot = commandSpot(command);
      const ask = askFrom(spec, command.text);
      const request = requestFrom(listening, commandUser(command), { id: command.trigger_id, place: spot.place, ask });
      await answering.press({ ask, request, spot, ack: () => ack() });
    });
  }
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return undefined;
    const spot: Spot = { account: event.user, place: placeFor(undefined, event.user), view: 'tab' };
    const user = { id: event.user, home: body.team_id };
    const ask = { is: 'home' } as const;
    return answering.visit(requestFrom(listening, user, { id: body.event_id, place: spot.place, ask }), spot);
  });
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: FORM_CALLBACK }, async ({ body, ack }) => {
    await answering.submit({ ...submitFrom(listening, body), ack: (response) => ack(response) });
  });
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, async ({ body, ack }) => {
    const choices = await within(choicesFor(listening, body), SUGGEST_WITHIN).catch((error: unknown) => {
      log.warn({ reason: reasonOf(error) }, 'choices could not be looked up');
      return [];
    });
    await ack({ options: optionsFor(choices ?? []) });
  });
}

async function requestFrom(
  { presserFor }: Listening,
  user: PayloadUser,
  request: Omit<Request, 'presser'>,
): Promise<Request> {
  return { ...request, presser: await presserFor(user) };
}

function clickFrom(listening: Listening, body: BlockAction): Omit<Pressed, 'ack'> | 'link' | undefined {
  const id = body.actions[0]?.action_id ?? '';
  if (id.startsWith(LINK_PREFIX)) return 'link';
  const ask = parseButton(id);
  if (ask === undefined) return undefined;
  const spot = spotOf(body);
  const request = requestFrom(listening, userOf(body), { id: body.trigger_id, place: spot.place, ask });
  return { ask, request, spot };
}

/** Who wrote it is looked up only for what is about to be quoted. */
async function messageFrom(listening: Listening, shortcut: MessageShortcut): Promise<Omit<Pressed, 'ack'>> {
  const { message, channel, user, callback_id: name, trigger_id: trigger } = shortcut;
  const spot: Spot = {
    account: user.id,
    channel: channel.id,
    place: placeFor(channel.id, user.id),
    responseUrl: shortcut.response_url,
    trigger,
  };
  const quoted = { text: textOf(message), author: await authorOf(listening, message), at: Number(message.ts) * 1_000 };
  const ask = { is: 'message', name, message: quoted } as const;
  const by = { id: user.id, name: user.name, team: user.team_id, home: shortcut.team?.id };
  return { ask, request: requestFrom(listening, by, { id: trigger, place: spot.place, ask }), spot };
}

async function authorOf({ presserFor }: Listening, message: MessageShortcut['message']): Promise<string> {
  return message.user === undefined
    ? (stringIn(message, 'username') ?? 'an app')
    : (await presserFor({ id: message.user })).name;
}

/** Of an app's card, what it says in short. */
function textOf(message: MessageShortcut['message']): string {
  const attachments: unknown = message['attachments'];
  const [first] = Array.isArray(attachments) ? (attachments as readonly object[]) : [];
  return unescaped(message.text || (first ? stringIn(first, 'fallback') : undefined) || '');
}

function spotOf(body: BlockAction): Spot {
  const channel = body.channel?.id ?? stringIn(body.container, 'channel_id');
  const root = stringIn(body.container, 'thread_ts');
  const inThread = root !== undefined && root !== stringIn(body.container, 'message_ts');
  return {
    account: body.user.id,
    channel,
    place: placeFor(channel, body.user.id),
    responseUrl: body.response_url,
    trigger: body.trigger_id,
    ...viewIn(body),
    ...(inThread ? { thread: root } : {}),
    ...(body.container['is_ephemeral'] === true ? { ownCard: cardOf(body.actions[0]?.block_id ?? '') } : {}),
  };
}

function viewIn({ view }: BlockAction): Pick<Spot, 'view'> {
  if (view === undefined) return {};
  return { view: view.type === 'home' ? 'tab' : { modal: view.id } };
}

function commandSpot(command: SlashCommand): Spot {
  return {
    account: command.user_id,
    channel: command.channel_id,
    place: placeFor(command.channel_id, command.user_id),
    responseUrl: command.response_url,
    trigger: command.trigger_id,
  };
}

/** The same modal may be sent again with its mistakes mended, so the trigger names the press, and not the view. */
function submitFrom(listening: Listening, body: ViewSubmitAction): Omit<Submitted, 'ack'> {
  const { view } = body;
  const memory = FormMemory.parse(JSON.parse(view.private_metadata));
  const filled = filledFrom(view.state.values, memory.form);
  const over: Pick<Spot, 'view'> = memory.overHome ? { view: { modal: view.id } } : {};
  const spot: Spot = { account: body.user.id, place: memory.place, ...over };
  const ask = { is: 'submit', form: memory.form, token: memory.token, filled } as const;
  const id = stringIn(body, 'trigger_id') ?? `${view.id}|${view.hash}`;
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '');
  return {
    request: requestFrom(listening, userOf(body), { id, place: memory.place, ask }),
    spot,
    view: view.id,
    inputs,
    blockOf: (field) => blockFor(memory.form, field, inputs),
    filled,
  };
}

async function choicesFor(
  { interactions, presserFor }: Listening,
  body: BlockSuggestion,
): ReturnType<Interactions['choices']> {
  const memory = FormMemory.parse(JSON.parse(body.view?.private_metadata ?? ''));
  const presser = await presserFor(userOf(body));
  return interactions.choices(body.action_id, body.value, { presser, place: memory.place });
}

function userOf(body: BlockAction | ViewSubmitAction | BlockSuggestion): PayloadUser {
  const { id, name, team_id: team } = body.user;
  return { id, name, team, home: body.team?.id };
}

function commandUser(command: SlashCommand): PayloadUser {
  return { id: command.user_id, name: command.user_name };
}

function stringIn(body: object, key: string): string | undefined {
  const value: unknown = Object.entries(body).find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : undefined;
}
