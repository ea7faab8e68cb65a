import { onTestFinished } from 'vitest';
import { startTrmm, type TrmmStandIn } from '../../../sandbox/trmm/index.ts';
import type { AlertSignal, Signal } from '../../../src/desk/signal.ts';
import type { Integration, Known, Source, WriteBack } from '../../../src/integrations/contract.ts';
import { connectTrmm } from '../../../src/integrations/trmm/index.ts';
import { Environment } from '../../../src/integrations/trmm/schema.ts';

export const TOKEN = 'an-invented-token-of-good-length';

export interface TrmmWorld {
  trmm: TrmmStandIn;
  integration: Integration;
  source: Source;
  writeBack: WriteBack;
  /** Polls with what the desk knows: `open` and the cursor of the poll before. */
  poll: (open?: Known['open'], cursor?: string) => ReturnType<Source['poll']>;
}

/** A stand-in and the integration connected to it; both close with the test. */
export async function trmmWorld(environment: Record<string, string> = {}): Promise<TrmmWorld> {
  const trmm = await startTrmm();
  const integration = connectTrmm(
    Environment.parse({
      TRMM_API_URL: trmm.url,
      TRMM_API_KEY: trmm.apiKey,
      TRMM_WEB_URL: 'https://rmm.msp.example',
      TRMM_WEBHOOK_TOKEN: TOKEN,
      ...environment,
    }),
    () => trmm.now(),
  );
  onTestFinished(async () => {
    await integration.close();
    await trmm.close();
  });
  const { source, writeBack } = integration;
  if (!source) throw new Error('TRMM is a source');
  return {
    trmm,
    integration,
    source,
    writeBack: writeBack ?? { can: [], write: () => Promise.reject(new Error('it writes nothing back')) },
    poll: (open = [], cursor) => source.poll({ open, cursor }),
  };
}

/** What the desk would hold open after those signals. */
export function knownFrom(signals: readonly Signal[], attended = false): Known['open'] {
  return alerts(signals)
    .filter((signal) => signal.seen.state === 'open')
    .map(({ row, condition }) => ({ row, condition, attended }));
}

export function alerts(signals: readonly Signal[]): AlertSignal[] {
  return signals.filter((signal) => signal.kind === 'alert');
}

/** Each signal as its row and what became of it. */
export function fates(signals: readonly Signal[]): [row: string, fate: string][] {
  return alerts(signals).map(({ row, seen }) => [row, seen.state === 'open' ? 'open' : seen.how]);
}
