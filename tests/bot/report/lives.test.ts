import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBreath } from '../../../src/bot/pump/breath.ts';
import { createBudgets } from '../../../src/bot/pump/budgets.ts';
import { foldTogether } from '../../../src/bot/pump/fold.ts';
import { look } from '../../../src/bot/pump/look.ts';
import { sendCard } from '../../../src/bot/pump/send.ts';
import { createRecent, type Sender } from '../../../src/bot/pump/sending.ts';
import type { Alert } from '../../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../../src/desk/alert/command.ts';
import type { Destination } from '../../../src/desk/destination.ts';
import type { Term } from '../../../src/desk/look/ledger.ts';
import { plan } from '../../../src/desk/plan.ts';
import { change } from '../../../src/store/change.ts';
import { isBalanced, readLedger } from '../../../src/store/ledger.ts';
import { forget, readOld } from '../../../src/store/old.ts';
import { readEpisode } from '../../../src/store/read.ts';
import { key } from '../../../src/store/redis.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import {
  ACME_CHANNEL,
  actor,
  ANN,
  CHANNEL,
  CLIENTS,
  GLOBEX_CHANNEL,
  HOUR,
  MINUTE,
  open,
  over,
  settings,
  there,
} from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { createChat, type Chat, type Mishap } from '../chat.ts';

const stage = useStage();
const PLACES = [CHANNEL, ACME_CHANNEL, GLOBEX_CHANNEL];
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };

const number = fc.integer({ min: 0, max: 9 });
const client = fc.constantFrom('Acme', 'Globex', 'Initech');
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ is: fc.constant('open' as const), number, client, quiet: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('storm' as const), client }) },
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('grade' as const), number, raw: fc.constantFrom('error', 'info') }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('over' as const), number }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('ticket' as const), number, client, closed: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('claim' as const), number }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('wait' as const), minutes: fc.constantFrom(1, 30, 90) }) },
  { weight: 1, arbitrary: fc.constant({ is: 'forget' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({
      is: fc.constant('send' as const),
      place: fc.constantFrom(...PLACES),
      steps: fc.integer({ min: 1, max: 12 }),
      mishap: fc.option(
        fc.record({
          on: fc.constantFrom('post' as const, 'edit' as const, 'find' as const),
          is: fc.constantFrom<Mishap['is'][]>('later', 'unsure', 'lost', 'gone', 'refused', 'bug'),
        }),
        { nil: undefined },
      ),
    }),
  },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Keeps what is closed for half an hour, so that lives of a few hours are forgotten as well. */
const KEPT = HOUR / 2;

async function play(chat: Chat, one: Act): Promise<void> {
  const { store } = stage;
  stage.now += 1_000;
  const readAt = stage.now;
  switch (one.is) {
    case 'open':
    case 'grade': {
      const condition = `rmm/check/dc01/${one.number}`;
      const known = (await readEpisode(store, condition))?.facts;
      const facts = {
        title: `alert ${one.number}`,
        client: one.is === 'open' ? one.client : known?.client,
        startedAt: readAt,
        ...(one.is === 'grade' ? { raw: one.raw } : {}),
      };
      await takeSignal(store, open(facts, { condition, readAt }), one.is === 'open' && one.quiet);
      return;
    }
    case 'storm':
      for (let index = 0; index < 10; index += 1)
        await play(chat, { is: 'open', number: index, client: one.client, quiet: false });
      return;
    case 'over':
      await takeSignal(store, over('recovered', readAt, { condition: `rmm/check/dc01/${one.number}` }));
      return;
    case 'ticket': {
      const customer = { name: 'Carla', email: `c@${one.client.toLowerCase()}.example` };
      const status = one.closed ? 'closed' : 'active';
      await takeSignal(store, there({ customer, status, updatedAt: readAt }, { row: String(one.number), readAt }));
      return;
    }
    case 'claim': {
      const condition = `rmm/check/dc01/${one.number}`;
      await change<Alert, Alert | undefined>(store, {
        read: () => readEpisode(store, condition),
        decide: (alert, view) =>
          alert ? decideAlertCommand(alert, { verb: 'claim', by: actor(ANN) }, view) : { is: 'unchanged' },
      });
      return;
    }
    case 'wait':
      stage.now += one.minutes * MINUTE;
      return;
    case 'forget':
      await forget(
        store,
        (await readOld(store, stage.now - KEPT, 100)).map(({ ref }) => ref),
      );
      return;
    case 'send':
      if (one.mishap) chat.mishaps.push({ ...one.mishap, destination: one.place });
      for (let step = 0; step < one.steps; step += 1) await send(chat, one.place);
      chat.mishaps.splice(0);
  }
}

/** One step of the pump for cards, without its rests. */
async function send(chat: Chat, destination: Destination): Promise<boolean> {
  const { store } = stage;
  const epoch = Number(await store.database.run('lease', 'pump-chat', 'one', 600_000));
  const lease = { name: 'pump-chat', holder: 'one', epoch };
  const budgets = createBudgets(chat.platform.outbound.pacing)(destination);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const sender: Sender = {
    store,
    platform: chat.platform,
    log,
    lease,
    destination,
    budgets,
    health: {},
    aside: new Map(),
    breath: createBreath(),
    recent: createRecent(),
    listable: new Map(),
  };
  const { situation, behind, alerts } = await look(store, destination, sender);
  const step = plan({ ...situation, notices: [], lists: [] });
  for (const folding of step.is === 'fold' ? step.folds : [])
    await foldTogether(store, lease, destination, folding, { behind, alerts, groups: situation.groups });
  const found = step.is === 'post' || step.is === 'edit' ? behind.find(({ ref }) => ref === step.ref) : undefined;
  if (found) await sendCard(sender, found);
  return step.is !== 'wait';
}

/** Which references have a message of their own in the chat, whatever the desk thinks of it. */
function standing(chat: Chat, destination: Destination): Set<string> {
  const own = chat.messages.filter((one) => one.destination === destination && one.thread === undefined);
  return new Set(own.map((one) => one.key.slice(0, one.key.lastIndexOf('#'))));
}

test('through any lives of alerts and tickets, with mishaps on the way, the equation holds at every channel', async () => {
  const reached = new Set<Term>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 60 }), fc.boolean(), async (acts, served) => {
      await stage.store.database.redis.flushdb();
      stage.house({
        settings: settings({ clients: CLIENTS, severity: { post: ['critical', 'high'] } }),
        defaults: served ? [CHANNEL] : [],
      });
      const chat = createChat();
      const looks: boolean[] = [];
      for (const [index, one] of acts.entries()) {
        await play(chat, one);
        if (index % 9 === 0) looks.push(isBalanced(await readLedger(stage.store, ALWAYS)));
      }
      expect(looks).not.toContain(false);
      const midway = await readLedger(stage.store, ALWAYS);
      expect(midway.balances.flatMap(({ strays }) => strays)).toEqual([]);
      for (const destination of PLACES) while (await send(chat, destination));
      const ledger = await readLedger(stage.store, ALWAYS);
      expect(isBalanced(ledger)).toBe(true);
      const { redis } = stage.store.database;
      const counted = [
        ...(await redis.zrange(key('seen', 'alert'), '0', '-1')),
        ...(await redis.zrange(key('seen', 'ticket'), '0', '-1')),
      ];
      expect(new Set(ledger.balances.flatMap(({ seen }) => seen))).toEqual(new Set(counted));
      for (const { destination, became } of ledger.balances) {
        const messages = standing(chat, destination);
        expect(became.pending).toEqual([]);
        expect(became.posted.filter((ref) => !messages.has(ref))).toEqual([]);
        expect([...became.listed, ...became.ended].filter((ref) => messages.has(ref))).toEqual([]);
        for (const [term, refs] of Object.entries(became)) if (refs.length > 0) reached.add(term as Term);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
  expect([...reached].toSorted()).toEqual(['baseline', 'ended', 'failed', 'folded', 'listed', 'moved', 'posted']);
}, 120_000);
