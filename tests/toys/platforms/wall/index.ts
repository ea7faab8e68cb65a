import { z } from 'zod';
import type { PlatformSystem } from '../../../../src/bot/contract.ts';
import { addressOf } from '../../../../src/desk/destination.ts';
import { wallNamed } from '../../wall.ts';
import { createInbound } from './inbound.ts';
import { createOutbound } from './outbound.ts';

const id = 'wall';
const title = 'the wall';

const Environment = z.object({ WALL_NAME: z.string().min(1), WALL_CHANNEL: z.string().optional() });

/** The smallest chat platform: notes in a list, pressed by a call. */
export const system: PlatformSystem<z.infer<typeof Environment>> = {
  id,
  title,
  environment: Environment,
  switches: ['WALL_NAME'],
  connect({ WALL_NAME: name, WALL_CHANNEL: channel }, log) {
    const wall = wallNamed(name);
    return {
      id,
      title,
      defaultDestination: channel === undefined ? undefined : `${id}:${channel}`,
      outbound: createOutbound(wall, id),
      inbound: createInbound(wall, id, log),
      findAccount: async (email) => wall.people.find((person) => person.email === email)?.account,
      async check(destinations) {
        return destinations.map((destination) => {
          const place = addressOf(destination);
          const what = `The wall, ${place}`;
          if (wall.places.includes(place)) return { what, state: 'good', says: 'is there' };
          return { what, state: 'bad', says: 'There is no such place.', mend: 'Correct the route or WALL_CHANNEL.' };
        });
      },
    };
  },
};
