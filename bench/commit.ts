import { Redis } from 'ioredis';
import type { Database } from '../src/store/redis.ts';
import type { Store } from '../src/store/store.ts';
import { cpuOf } from './measure/process.ts';
import { type Figures, inRounds } from './measure/rounds.ts';
import { tableOf } from './measure/table.ts';
import { FSYNCS, type Fsync, startMemory } from './stage/memory.ts';
import { openAlert, openStore, press } from './stage/store.ts';

const ROUNDS = 7;
const SECONDS = 30;
const MILLISECONDS = 500;
const LANES = 32;

const SCRIPT = "redis.call('SET', KEYS[1], ARGV[1]) return 'done'";

const FIGURES = ['one at a time, a second', '32 at once, a second', 'CPU ms of Redis each', 'own CPU ms each'] as const;

/** How many changes of an alert are saved in a second, beside a script that writes as many bytes to one key. */
export async function commit(): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const memory = await startMemory();
  stack.defer(() => memory.stop());
  const store = openStore(memory.url);
  stack.defer(() => store.database.close());
  const alerts = await Promise.all(Array.from({ length: LANES }, (_, lane) => openAlert(store, lane)));
  const size = await sizeOfACommit(store, alerts[0] ?? '');
  const redis = new Redis(memory.url);
  stack.defer(() => redis.disconnect());
  const script = String(await redis.script('LOAD', SCRIPT));
  const payload = 'x'.repeat(size);

  function variant(fsync: Fsync, work: (lane: number) => Promise<unknown>): () => Promise<Figures> {
    return async () => {
      await memory.setFsync(fsync);
      return measure(memory.pid, work);
    };
  }
  const variants = Object.fromEntries(
    FSYNCS.flatMap((fsync) => [
      [`EVALSHA, ${fsync}`, variant(fsync, (lane) => redis.evalsha(script, 1, `floor:${lane}`, payload))],
      [`Deskbell, ${fsync}`, variant(fsync, (lane) => press(store, alerts[lane] ?? ''))],
    ]),
  );
  const { rounds, noise } = await inRounds({ variants, rounds: ROUNDS, seconds: SECONDS });
  const columns = FSYNCS.flatMap((fsync) => {
    const [own, other] = [`Deskbell, ${fsync}`, `EVALSHA, ${fsync}`];
    return [{ of: other }, { of: own }, { of: own, against: other }];
  });
  return `${tableOf(rounds, FIGURES, columns)}\n\n${size} bytes each; ${rounds.length} rounds. ${noise.report()}`;
}

async function measure(redis: number, work: (lane: number) => Promise<unknown>): Promise<Figures> {
  const alone = await countWithin(1, work);
  const before = { redis: cpuOf(redis), own: process.cpuUsage() };
  const together = await countWithin(LANES, work);
  const own = process.cpuUsage(before.own);
  return {
    'one at a time, a second': alone.aSecond,
    '32 at once, a second': together.aSecond,
    'CPU ms of Redis each': (cpuOf(redis) - before.redis) / together.count,
    'own CPU ms each': (own.user + own.system) / 1000 / together.count,
  };
}

/** Each lane begins again as soon as it has ended, for a while. */
async function countWithin(lanes: number, work: (lane: number) => Promise<unknown>) {
  const startedAt = performance.now();
  let count = 0;
  async function run(lane: number): Promise<void> {
    while (performance.now() - startedAt < MILLISECONDS) {
      await work(lane);
      count += 1;
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, lane) => run(lane)));
  return { count, aSecond: (count * 1000) / (performance.now() - startedAt) };
}

/** Bytes that Deskbell gives Redis to write for one press. */
async function sizeOfACommit(store: Store, condition: string): Promise<number> {
  const { database } = store;
  let size = 0;
  const measured: Database = {
    ...database,
    run(script, ...values) {
      if (script === 'commit') size = Buffer.byteLength(String(values[0]));
      return database.run(script, ...values);
    },
  };
  await press({ ...store, database: measured }, condition);
  return size;
}
