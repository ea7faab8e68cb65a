import { setTimeout as pause } from 'node:timers/promises';
import type { Ports } from './bot/ports.ts';
import type { Integration } from './integrations/contract.ts';

/** Whoever types waits for the answer, and a platform waits 3 seconds. */
const PATIENCE = 1_500;

/** Asks all sources for their devices. */
export function devicesOf(integrations: readonly Integration[]): Ports['devices'] {
  return async () => {
    const lists = await Promise.all(
      integrations.map(async ({ id, source }) => {
        const asked = source?.devices?.().catch(() => undefined);
        const known = await Promise.race([asked, pause(PATIENCE, undefined, { ref: false })]);
        return (known?.devices ?? []).map((device) => ({ ...device, source: id }));
      }),
    );
    return lists.flat();
  };
}
