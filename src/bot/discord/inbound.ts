import type { Inbound } from '../contract.ts';
import { createLife, type Life, type LifeParts } from './life.ts';

const ABSENT = 'Discord is not being listened to';

/** Listens at the gateway. Who starts it holds the right to: two sessions would hear every press twice. */
export function createInbound(parts: Omit<LifeParts, 'interactions'>): Inbound {
  let life: Life | undefined;
  return {
    single: true,
    async start(interactions) {
      if (life) throw new Error('Discord is being listened to already');
      life = createLife({ ...parts, interactions });
      try {
        await life.begun;
      } catch (error) {
        life = undefined;
        throw error;
      }
    },
    deaf: () => (life ? life.deaf() : ABSENT),
    async stop() {
      const ending = life;
      life = undefined;
      await ending?.stop();
    },
  };
}
