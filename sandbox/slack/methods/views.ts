import { jsonOf, optionalText, requiredText, type Arguments } from '../arguments.ts';
import type { Json } from '../block-kit.ts';
import { checkedView } from '../blocks/views.ts';
import type { Call } from '../calls.ts';
import {
  everyView,
  publishHome,
  pushView,
  replaceContent,
  stackOf,
  viewJson,
  type OpenView,
  type ViewContent,
} from '../modals.ts';
import { invalidArguments, Refusal } from '../refusal.ts';
import { findTrigger } from '../triggers.ts';
import type { World } from '../world.ts';

export function open({ world, args }: Call): Json {
  const content = viewFrom(args, 'modal');
  const trigger = findTrigger(world, requiredText(args, 'trigger_id'));
  trigger.used = true;
  world.stacks.set(trigger.user, []);
  return shown(world, pushView(world, trigger.user, content));
}

export function push({ world, args }: Call): Json {
  const content = viewFrom(args, 'modal');
  const trigger = findTrigger(world, requiredText(args, 'trigger_id'));
  const stack = stackOf(world, trigger.user);
  if (!trigger.viewId || !stack.some((view) => view.id === trigger.viewId)) throw new Refusal('not_found');
  trigger.used = true;
  return shown(world, pushView(world, trigger.user, content));
}

export function update({ world, args }: Call): Json {
  const view = viewToUpdate(world, args);
  const content = viewFrom(args, view.content.type);
  refuseStaleHash(view, args);
  return shown(world, replaceContent(world, view, content));
}

export function publish({ world, args }: Call): Json {
  const user = requiredText(args, 'user_id');
  if (!world.users.has(user)) throw new Refusal('user_not_found');
  if (!world.settings.appHome.home) throw new Refusal('not_enabled');
  const content = viewFrom(args, 'home');
  const known = world.homes.get(user);
  if (known) refuseStaleHash(known, args);
  return shown(world, publishHome(world, user, content));
}

function shown(world: World, view: OpenView): Json {
  world.standIn.changed();
  return { view: viewJson(world, view) };
}

function viewFrom(args: Arguments, type: ViewContent['type']): ViewContent {
  const view = jsonOf(args, 'view', 'invalid_arguments');
  if (view === undefined) throw invalidArguments('missing required field: view');
  return checkedView(view, type);
}

function viewToUpdate(world: World, args: Arguments): OpenView {
  const id = optionalText(args, 'view_id');
  const externalId = optionalText(args, 'external_id');
  if (!id && !externalId) throw invalidArguments('missing required field: view_id');
  for (const view of everyView(world)) {
    if (id ? view.id === id : view.content.external_id === externalId) return view;
  }
  throw new Refusal('not_found');
}

function refuseStaleHash(view: OpenView, args: Arguments): void {
  const hash = optionalText(args, 'hash');
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
}
