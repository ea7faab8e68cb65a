import { type Interaction, RESTJSONErrorCodes as Code } from 'discord.js';
import { serveInteraction } from './clicks.ts';
import type { Listening } from './listening.ts';
import { isCode } from './trouble.ts';

/** The presses under way. */
export interface Presses {
  take(interaction: Interaction): void;
  /** No new ones from here on; resolves when those under way are answered. */
  drain(): Promise<void>;
}

export function createPresses(listening: Listening): Presses {
  const underWay = new Set<Promise<void>>();
  let draining = false;

  async function serve(interaction: Interaction): Promise<void> {
    try {
      await serveInteraction(listening, interaction);
    } catch (error) {
      const fields = { interaction: interaction.id, cause: String(error) };
      // Discord says so now and then although the answer was in time. The deed is done all the same.
      if (isCode(error, Code.UnknownInteraction)) listening.log.warn(fields, 'Discord had given up on a press');
      else listening.log.error(fields, 'an answer could not be shown');
    }
  }

  return {
    take(interaction) {
      if (draining) return;
      const work = serve(interaction).finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async drain() {
      draining = true;
      await Promise.all(underWay);
    },
  };
}
