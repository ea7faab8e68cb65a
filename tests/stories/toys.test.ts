import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startRedis } from '../../sandbox/services/redis.ts';
import { readConfiguration } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { start } from '../../src/start.ts';
import { loadSystems } from '../../src/systems.ts';
import { actOn, personNamed } from '../toys/wall-stage.ts';
import { type Note, type Wall, wallNamed } from '../toys/wall.ts';
import { startWorkshop, type Workshop } from '../toys/workshop.ts';
import { until } from './sight.ts';

interface ToyWorld extends AsyncDisposable {
  workshop: Workshop;
  wall: Wall;
  url: string;
}

/** The real house with nothing in it but the toys, which it is told of by their folders. */
async function startToys(): Promise<ToyWorld> {
  await using stack = new AsyncDisposableStack();
  const redis = await startRedis();
  stack.defer(() => redis.stop());
  const workshop = await startWorkshop();
  stack.defer(() => workshop.close());
  const wall = wallNamed(randomUUID());
  const systems = await loadSystems({
    platforms: [new URL('../toys/platforms/', import.meta.url)],
    integrations: [new URL('../toys/integrations/', import.meta.url)],
  });
  const environment = {
    REDIS_URL: redis.url,
    PORT: '0',
    WALL_NAME: wall.name,
    WALL_CHANNEL: 'alerts',
    WORKSHOP_URL: workshop.url,
    WORKSHOP_KEY: workshop.key,
  };
  const configuration = readConfiguration(environment, systems);
  const running = await start(configuration, createLog(process.env['TEST_LOG_LEVEL'] ?? 'silent'));
  stack.defer(() => running.stop());
  const owned = stack.move();
  return { workshop, wall, url: running.url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The message in the channel that holds these words, once it is there. */
function note(wall: Wall, ...words: string[]): Promise<Note> {
  const shown = (): Note | undefined =>
    wall.notes.find(({ place, face }) => place === 'alerts' && words.every((word) => face.text.includes(word)));
  return until(shown, `a note with ${words.join(' and ')}`);
}

async function press(wall: Wall, { face }: Pick<Note, 'face'>, label: string): Promise<ReturnType<typeof actOn>> {
  const id = face.buttons.find((button) => button.label === label)?.id ?? '';
  return actOn(wall, personNamed(wall, 'ann'), { does: 'press', id });
}

test('an alert of a toy source is a card on a toy platform; acknowledged there, noted at the source, and over in the end', async () => {
  await using toys = await startToys();
  const { wall, workshop } = toys;
  await note(wall, 'Watching Workshop');
  const lamp = workshop.breakLamp('hall');

  const card = await note(wall, 'Lamp in the hall is broken', 'HIGH', 'Nobody has acknowledged it');
  const told = await press(wall, card, 'Acknowledge');
  expect(told.text).toContain('You acknowledged Lamp in the hall is broken');
  expect((await note(wall, 'Acknowledged by Ann Baker')).id).toBe(card.id);
  await until(
    () => workshop.notes.some((one) => one.lamp === lamp.id && one.text.includes('Ann Baker')),
    'a note at the lamp',
  );

  workshop.mend(lamp.id);
  expect((await note(wall, 'RECOVERED', 'Lamp in the hall')).id).toBe(card.id);
});

test('a webhook of the toy is answered when its hint is kept, and a wrong key is refused', async () => {
  await using toys = await startToys();
  const { wall, workshop, url } = toys;
  await note(wall, 'Watching Workshop');
  const lamp = workshop.breakLamp('cellar');
  const call = (key: string): Promise<Response> =>
    fetch(`${url}/webhooks/workshop`, {
      method: 'POST',
      headers: { 'x-workshop-key': key },
      body: JSON.stringify({ lamp: lamp.id }),
    });
  expect([(await call('wrong')).status, (await call(workshop.key)).status]).toEqual([401, 202]);
  await note(wall, 'Lamp in the cellar is broken');
});

test('time logged on the card of a toy is one entry in the toy book', async () => {
  await using toys = await startToys();
  const { wall, workshop } = toys;
  await note(wall, 'Watching Workshop');
  workshop.breakLamp('hall');
  const card = await note(wall, 'Lamp in the hall is broken');

  const asked = await until(async () => {
    const form = await press(wall, card, 'Log time');
    return form.question?.fields.some(({ id, value }) => id === 'customer' && value !== '') ? form : undefined;
  }, 'a form that knows the customers');
  const filled = Object.fromEntries((asked.question?.fields ?? []).map(({ id, value }) => [id, value]));
  await actOn(wall, personNamed(wall, 'ann'), { does: 'send', filled: { ...filled, hours: '0.5' } });

  await until(() => workshop.entries.length === 1, 'an entry in the book');
  expect(workshop.entries).toEqual([
    {
      name: expect.any(String),
      key: expect.any(String),
      employee: 'e7',
      customer: 'c1',
      hours: 0.5,
      from: expect.any(Number),
      to: expect.any(Number),
      text: 'Lamp in the hall is broken',
    },
  ]);
  await note(wall, 'Lamp in the hall is broken', 'Ann Baker: 0.5 h');
});
