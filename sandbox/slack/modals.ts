import type { Block, Json, TextObject } from './block-kit.ts';
import { withIds } from './block-ids.ts';
import { initialState, type ViewState } from './fields.ts';
import { BOT } from './options.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** A view as an app sends it, after it passed the checks. */
export interface ViewContent {
  type: 'modal' | 'home';
  blocks: Block[];
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  callback_id?: string;
  private_metadata?: string;
  external_id?: string;
  clear_on_close?: boolean;
  notify_on_close?: boolean;
}

/** A view that a person has before them. */
export interface OpenView {
  id: string;
  user: string;
  content: ViewContent;
  hash: string;
  state: ViewState;
  rootId: string;
  previousId?: string;
}

const STACK_LIMIT = 3;

export function stackOf(world: World, user: string): OpenView[] {
  const stack = world.stacks.get(user) ?? [];
  world.stacks.set(user, stack);
  return stack;
}

/** Puts a modal on top of what the person has open; refused above three. */
export function pushView(world: World, user: string, content: ViewContent): OpenView {
  const stack = stackOf(world, user);
  if (stack.length >= STACK_LIMIT) throw new Refusal('push_limit_reached');
  checkExternalId(world, content);
  const below = stack.at(-1);
  const id = world.nextId('V');
  const view: OpenView = {
    ...freshContent(world, content),
    id,
    user,
    rootId: below?.rootId ?? id,
    ...(below ? { previousId: below.id } : {}),
  };
  stack.push(view);
  return view;
}

/** Replaces what a view shows; what the person typed stays where block and element keep their ids. */
export function replaceContent(world: World, view: OpenView, content: ViewContent): OpenView {
  checkExternalId(world, content, view);
  const typed = view.state;
  Object.assign(view, freshContent(world, content));
  for (const [block, actions] of Object.entries(view.state)) {
    for (const [action, fresh] of Object.entries(actions)) {
      const kept = typed[block]?.[action];
      if (kept && kept.type === fresh.type) actions[action] = kept;
    }
  }
  return view;
}

/** The home tab of a person, made or replaced. */
export function publishHome(world: World, user: string, content: ViewContent): OpenView {
  const known = world.homes.get(user);
  if (known) return replaceContent(world, known, content);
  checkExternalId(world, content);
  const id = world.nextId('V');
  const view: OpenView = { ...freshContent(world, content), id, user, rootId: id };
  world.homes.set(user, view);
  return view;
}

/** Every view anyone has open, homes included. */
export function* everyView(world: World): Generator<OpenView> {
  for (const stack of world.stacks.values()) yield* stack;
  yield* world.homes.values();
}

export function findView(world: World, id: string): OpenView | undefined {
  for (const view of everyView(world)) if (view.id === id) return view;
  return undefined;
}

/** A view as Slack writes it into answers and payloads. */
export function viewJson(world: World, view: OpenView): Json {
  const { content } = view;
  return {
    id: view.id,
    team_id: world.settings.team.id,
    type: content.type,
    title: content.title ?? null,
    submit: content.submit ?? null,
    close: content.close ?? null,
    blocks: content.blocks,
    private_metadata: content.private_metadata ?? '',
    callback_id: content.callback_id ?? '',
    external_id: content.external_id ?? '',
    state: { values: view.state },
    hash: view.hash,
    clear_on_close: content.clear_on_close ?? false,
    notify_on_close: content.notify_on_close ?? false,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: BOT.appId,
    bot_id: BOT.botId,
    app_installed_team_id: world.settings.team.id,
  };
}

function freshContent(world: World, content: ViewContent): Pick<OpenView, 'content' | 'hash' | 'state'> {
  const blocks = withIds(world, content.blocks);
  const seconds = Math.floor(world.standIn.now() / 1000);
  return { content: { ...content, blocks }, hash: `${seconds}.${world.nextId('')}`, state: initialState(blocks) };
}

function checkExternalId(world: World, content: ViewContent, self?: OpenView): void {
  if (!content.external_id) return;
  for (const view of everyView(world)) {
    if (view !== self && view.content.external_id === content.external_id) throw new Refusal('duplicate_external_id');
  }
}
