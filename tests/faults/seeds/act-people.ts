import type { World } from '../../stories/world.ts';
import { choose, fillIn, fromMenu, press } from './hands.ts';
import type { PeopleStep } from './script-people.ts';
import type { Technician } from './script-source.ts';
import { channelMessages, chats, ownMessages, pressables } from './sight.ts';

/** Does what a person does; answers whether there was anything to press. */
export async function actPerson(world: World, step: PeopleStep): Promise<boolean> {
  switch (step.do) {
    case 'press': {
      const found = choose(world, step.chat, step.verb, step.pick);
      if (!found) return false;
      await Promise.all(Array.from({ length: step.times }, () => press(world, step, found)));
      return true;
    }
    case 'press-both':
      return pressBoth(world, step.verb, step.pick);
    case 'order': {
      const order = await fromMenu(world, step, choose(world, step.chat, 'more', step.pick), step.verb);
      if (order) await press(world, step, order);
      return order !== undefined;
    }
    case 'log-time': {
      const found = choose(world, step.chat, 'log-time', step.pick);
      return found !== undefined && fillIn(world, step, found);
    }
    case 'make-ticket': {
      const found = await fromMenu(world, step, choose(world, step.chat, 'more', step.pick), 'make-ticket');
      return found !== undefined && fillIn(world, step, found);
    }
  }
}

async function pressBoth(world: World, verb: string, pick: number): Promise<boolean> {
  const here = choose(world, 'slack', verb, pick);
  const there = pressables(channelMessages(world, 'discord')).find(
    (one) => one.verb === verb && (one.ref === here?.ref || one.ref.startsWith('group/')),
  );
  await Promise.all([
    here && press(world, { chat: 'slack', who: 'ann' }, here),
    there && press(world, { chat: 'discord', who: 'ben' }, there),
  ]);
  return here !== undefined || there !== undefined;
}

/** Every line that somebody was answered, by person. */
export function answered(world: World): { who: Technician; words: string }[] {
  return (['ann', 'ben'] as const).flatMap((who) =>
    chats.flatMap((chat) =>
      ownMessages(world, chat, who).map(({ content }) => ({ who, words: JSON.stringify(content) })),
    ),
  );
}
