import { everyElement, type Block, type Element } from '../block-kit.ts';
import { blockLists } from '../messages.ts';
import { everyView, findView, stackOf, type OpenView } from '../modals.ts';
import { compareTs, type Channel, type Ephemeral, type Message, type World } from '../world.ts';

/** Which element: by its action id, or by the words on it. Without `ts` the newest place that has it. */
export interface Pointer {
  user: string;
  channel?: string;
  ts?: string;
  viewId?: string;
  blockId?: string;
  actionId?: string;
  text?: string;
}

type Surface =
  | { kind: 'message'; channel: Channel; message: Message }
  | { kind: 'ephemeral'; channel: Channel; message: Ephemeral }
  | { kind: 'view'; view: OpenView };

export interface Target {
  surface: Surface;
  block: Block;
  element: Element;
  /** The attachment that holds the element. */
  attachmentId?: number;
}

/** Finds what a person points at; throws when there is nothing of the kind before them. */
export function findTarget(world: World, pointer: Pointer): Target {
  for (const surface of surfacesFor(world, pointer)) {
    const found = elementOn(surface, pointer);
    if (found) return found;
  }
  const { user, channel, ts, viewId, actionId, text } = pointer;
  throw new Error(`${user} sees nothing like ${JSON.stringify({ channel, ts, viewId, actionId, text })}`);
}

function surfacesFor(world: World, pointer: Pointer): Surface[] {
  if (pointer.viewId !== undefined) {
    const view = findView(world, pointer.viewId);
    return view?.user === pointer.user ? [{ kind: 'view', view }] : [];
  }
  if (pointer.channel === undefined) return topView(world, pointer.user);
  const channel = world.channels.get(pointer.channel);
  if (!channel?.members.includes(pointer.user)) throw new Error(`${pointer.user} is not in ${pointer.channel}`);
  const messages = [...channel.messages.values()].map((message): Surface => ({ kind: 'message', channel, message }));
  const own = world.ephemerals.filter((one) => one.user === pointer.user && one.channel === channel.id);
  const ephemerals = own.map((message): Surface => ({ kind: 'ephemeral', channel, message }));
  return [...messages, ...ephemerals]
    .filter((surface) => pointer.ts === undefined || tsOf(surface) === pointer.ts)
    .sort((first, second) => compareTs(tsOf(second), tsOf(first)));
}

function topView(world: World, user: string): Surface[] {
  const view = stackOf(world, user).at(-1) ?? [...everyView(world)].find((one) => one.user === user);
  return view ? [{ kind: 'view', view }] : [];
}

function tsOf(surface: Surface): string {
  return surface.kind === 'view' ? '0' : surface.message.ts;
}

function elementOn(surface: Surface, pointer: Pointer): Target | undefined {
  const lists =
    surface.kind === 'view'
      ? [{ blocks: surface.view.content.blocks, attachmentId: undefined }]
      : blockLists(surface.message);
  for (const { blocks, attachmentId } of lists) {
    for (const { block, element } of everyElement(blocks)) {
      if (!matches(pointer, block, element)) continue;
      return { surface, block, element, ...(attachmentId === undefined ? {} : { attachmentId }) };
    }
  }
  return undefined;
}

function matches(pointer: Pointer, block: Block, element: Element): boolean {
  if (pointer.blockId !== undefined && block.block_id !== pointer.blockId) return false;
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(pointer.user)) return false;
  if (pointer.actionId !== undefined) return element.action_id === pointer.actionId;
  const words = [element.text?.text, element.placeholder?.text, block.label?.text];
  return pointer.text !== undefined && words.includes(pointer.text);
}
