import { isObject, type Option } from '../block-kit.ts';
import { checkSuggestions } from '../blocks/options.ts';
import type { World } from '../world.ts';
import { commonPayload, notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';
import { placeOf } from './place.ts';
import { findTarget, type Pointer, type Target } from './target.ts';

/** Words typed into a menu whose options come from the bot. */
export interface Query extends Pointer {
  value: string;
}

const DEFAULT_LEAST = 3;
const offered = new WeakMap<World, Map<string, Option[]>>();

/** Types into an external select; the outcome's response holds the options the person may choose from. */
export async function suggest({ world, office }: Reach, query: Query): Promise<Outcome> {
  personIn(world, query.user);
  const target = findTarget(world, query);
  const { element, block } = target;
  if (!element.type.endsWith('external_select')) throw new Error(`${element.type} asks nobody for options`);
  if (!world.settings.interactivity) return notSent('not_interactive');
  if (query.value.length < (element.min_query_length ?? DEFAULT_LEAST)) return notSent('query_too_short');
  const ack = await office.deliver(
    'interactive',
    {
      type: 'block_suggestion',
      ...commonPayload(world, query.user),
      ...placeOf(world, target),
      action_id: element.action_id,
      block_id: block.block_id,
      value: query.value,
    },
    true,
  );
  if (!ack.acked) return seen(world, query.user, ack);
  const problems = checkSuggestions(ack.payload);
  if (problems.length > 0) {
    world.mistake('invalid_ack', `options: ${problems.join('; ')}`);
    return { ...seen(world, query.user, ack), error: 'invalid_options' };
  }
  remember(world, target, isObject(ack.payload) ? ack.payload : {});
  return seen(world, query.user, ack, { response: ack.payload });
}

/** The options that were offered for this element, newest first. */
export function offeredFor(world: World, target: Target): Option[] {
  return offered.get(world)?.get(keyOf(target)) ?? [];
}

function remember(world: World, target: Target, answer: Suggestions): void {
  const known = offered.get(world) ?? new Map<string, Option[]>();
  offered.set(world, known);
  const { options = [], option_groups: groups = [] } = answer;
  const fresh = [...options, ...groups.flatMap((group) => group.options)];
  known.set(keyOf(target), [...fresh, ...offeredFor(world, target)]);
}

interface Suggestions {
  options?: Option[];
  option_groups?: { options: Option[] }[];
}

function keyOf({ surface, block, element }: Target): string {
  const place = surface.kind === 'view' ? surface.view.id : surface.message.ts;
  return [place, block.block_id, element.action_id].join(' ');
}
