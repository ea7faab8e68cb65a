import { expect, test } from 'vitest';
import { commandSpecs } from '../../src/bot/commands.ts';
import { renderCard as renderDiscord } from '../../src/bot/discord/render.ts';
import { renderCard as renderSlack } from '../../src/bot/slack/render.ts';
import { useStage } from '../store/stage.ts';
import { handsOn, STRANGER } from './desk.ts';

const stage = useStage();

test('every subcommand is in the help, and a message of either platform holds all of it', async () => {
  const answer = await handsOn(stage).command(STRANGER, 'desk help', 'chat:@Z9');
  if (answer.is !== 'card') throw new Error('no card');
  const names = commandSpecs.flatMap(({ subcommands = [] }) => subcommands.map(({ name }) => `/desk ${name}`));
  for (const shown of [renderDiscord(answer.card), renderSlack(answer.card)].map((message) => JSON.stringify(message)))
    expect(names.filter((name) => name !== '/desk help' && !shown.includes(name))).toEqual([]);
});
