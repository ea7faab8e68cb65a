import { setTimeout as pause } from 'node:timers/promises';
import { inRounds } from './measure/rounds.ts';
import { quantile } from './measure/statistics.ts';
import { type Column, tableOf } from './measure/table.ts';
import { type BotStage, boltStage, deskStage, pressAll } from './stage/bots.ts';
import { CLIENTS } from './stage/fleet.ts';
import { startMemory } from './stage/memory.ts';

const ROUNDS = 3;
const SECONDS = 55;
/** Cards to press in calm, cards to press while posts are refused, and what waits to be posted meanwhile. */
const FLEET = (ROUNDS + 1) * 3 * CLIENTS;
/** Buttons that a bot has in the end. */
const VERBS = { VERBS: '100' };
/** Milliseconds until posts are being refused. */
const REFUSING = 90;

const FIGURES = [
  'acknowledged, p50 ms',
  'acknowledged, p95 ms',
  'answer seen, p50 ms',
  'card edited, p50 ms',
  'CPU ms a click',
  'posts refused: acknowledged, p50 ms',
  'posts refused: acknowledged, p95 ms',
  'posts refused: answer seen, p50 ms',
  'posts refused: card edited, p50 ms',
] as const;

/** From a click on Acknowledge to the acknowledgement at Slack, beside Bolt alone in the same mode. */
export async function clickToAcknowledgement(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const [socketMemory, httpMemory] = [await startMemory(), await startMemory()];
  stack.defer(() => socketMemory.stop());
  stack.defer(() => httpMemory.stop());
  const http = { overHttp: true };
  const stages = {
    Bolt: await boltStage(stack, {}),
    'Bolt, 100 verbs': await boltStage(stack, VERBS),
    'Bolt that keeps': await boltStage(stack, { KEEP: 'yes', REDIS_URL: socketMemory.url }),
    Deskbell: await deskStage(stack, socketMemory, FLEET),
    'Bolt over HTTP': await boltStage(stack, VERBS, http),
    'Deskbell over HTTP': await deskStage(stack, httpMemory, FLEET, http),
  };
  const variants = Object.fromEntries(Object.entries(stages).map(([name, stage]) => [name, () => measure(stage)]));
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const socket: Column[] = [
    { of: 'Bolt' },
    { of: 'Bolt, 100 verbs' },
    { of: 'Bolt that keeps' },
    { of: 'Deskbell' },
    { of: 'Deskbell', against: 'Bolt' },
    { of: 'Deskbell', against: 'Bolt, 100 verbs' },
    { of: 'Deskbell', against: 'Bolt that keeps' },
  ];
  const overHttp: Column[] = [
    { of: 'Bolt over HTTP' },
    { of: 'Deskbell over HTTP' },
    { of: 'Deskbell over HTTP', against: 'Bolt over HTTP' },
  ];
  return [
    'Over a socket:',
    tableOf(rounds, FIGURES, socket),
    'Over HTTP, with 100 verbs each:',
    tableOf(rounds, FIGURES, overHttp),
    `${rounds.length} rounds. ${noise.report()}`,
  ].join('\n\n');
}

const REFUSED = {
  do: 'answer',
  status: 429,
  headers: { 'retry-after': '1' },
  body: { ok: false, error: 'ratelimited' },
} as const;

async function measure(stage: BotStage): Promise<Record<(typeof FIGURES)[number], number>> {
  const calm = await pressAll(stage, await stage.cards(), { patient: true });
  const cards = await stage.cards();
  const { slack } = stage.pressing;
  slack.fail({ path: '^/api/chat.postMessage$', action: REFUSED });
  const { posted } = stage.flood();
  posted.catch(() => {});
  await pause(REFUSING);
  const refused = await pressAll(stage, cards, { patient: false });
  slack.clearFaults();
  await posted;
  return {
    'acknowledged, p50 ms': quantile(calm.acks, 0.5),
    'acknowledged, p95 ms': quantile(calm.acks, 0.95),
    'answer seen, p50 ms': quantile(calm.answers, 0.5),
    'card edited, p50 ms': quantile(calm.edits, 0.5),
    'CPU ms a click': calm.cpu,
    'posts refused: acknowledged, p50 ms': quantile(refused.acks, 0.5),
    'posts refused: acknowledged, p95 ms': quantile(refused.acks, 0.95),
    'posts refused: answer seen, p50 ms': quantile(refused.answers, 0.5),
    'posts refused: card edited, p50 ms': quantile(refused.edits, 0.5),
  };
}
