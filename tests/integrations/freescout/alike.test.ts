import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Integration } from '../../../src/integrations/contract.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { ANN, API_KEY, BEN, type Connected, connected, SECRET } from './desk.ts';

let desk: Connected;
let ways: readonly Integration[];

beforeAll(async () => {
  desk = await connected('both', { timezone: 'America/New_York' });
  const { url } = desk.freescout;
  const base = { FREESCOUT_URL: url, FREESCOUT_TIMEZONE: 'America/New_York', FREESCOUT_WEBHOOK_SECRET: SECRET };
  ways = [{ FREESCOUT_API_KEY: API_KEY }, { FREESCOUT_DATABASE_URL: desk.database }].map((one) =>
    connectFreescout(Environment.parse({ ...base, ...one }), () => desk.freescout.now()),
  );
});
afterAll(async () => {
  await Promise.all(ways.map((one) => one.close()));
  await desk[Symbol.asyncDispose]();
});

/** What becomes of a ticket in the hands of people. */
const STEPS: Record<string, (id: number) => Promise<unknown>> = {
  answer: (id) => desk.freescout.customerReply(id, 'Still smokes', { cc: ['boss@acme.example'] }),
  stranger: (id) => desk.freescout.customerReply(id, 'Me too', { from: 'eli@acme.example' }),
  reply: (id) => desk.freescout.agentReply(id, ANN, 'Off and on'),
  mailed: (id) => desk.freescout.agentMailReply(id, BEN, 'From my telephone'),
  undone: async (id) => desk.freescout.undoReply(await desk.freescout.agentReply(id, BEN, 'Wrong window')),
  draft: (id) => desk.freescout.draft(id, ANN, 'Not yet'),
  published: async (id) => desk.freescout.publishDraft(await desk.freescout.draft(id, ANN, 'Now')),
  note: (id) => desk.freescout.agentNote(id, BEN, 'Old wiring'),
  noted: (id) => desk.writeBack.write({ verb: 'note', on: String(id), text: 'Ours', by: BEN }, { key: 'n', number: 1 }),
  claim: (id) => desk.freescout.agentClaim(id, BEN),
  unassign: (id) => desk.freescout.agentUnassign(id, ANN),
  pending: (id) => desk.freescout.agentStatus(id, ANN, 'pending'),
  close: (id) => desk.freescout.agentStatus(id, BEN, 'closed'),
  spam: (id) => desk.freescout.agentStatus(id, ANN, 'spam'),
  move: (id) => desk.freescout.move(id, 'Projects', ANN),
  trash: (id) => desk.freescout.trash(id, ANN),
  restore: (id) => desk.freescout.restore(id, ANN),
  merged: async (id) => desk.freescout.merge(await desk.mail('Other'), id, ANN),
  merge: async (id) => desk.freescout.merge(id, await desk.mail('Other'), ANN),
};

/** What a way says of the ticket: its facts, and all that was written in it. */
async function tellings({ source, conversations }: Integration, row: string): Promise<unknown> {
  const signal = await source?.read(row);
  const conversation = await conversations?.read(row);
  return {
    seen: signal?.seen,
    conversation: conversation && { ...conversation, readAt: 0 },
  };
}

test('whatever people do with a ticket, the API and the database tell the same of it', async () => {
  const step = fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.constantFrom(1, 25, 4_000));
  // The API does not tell which messages came in with a merge: into what is an empty shell itself nobody merges.
  const steps = fc.array(step, { maxLength: 7 }).filter((all) => !all.some(([name]) => name === 'merged'));
  const last = fc.constantFrom([], [['merged', 25] as const]);
  await fc.assert(
    fc.asyncProperty(steps, last, async (first, then) => {
      const id = await desk.mail();
      for (const [name, seconds] of [...first, ...then]) {
        desk.wait(seconds);
        await STEPS[name]?.(id);
      }
      const [api, database] = await Promise.all(ways.map((one) => tellings(one, String(id))));
      expect(database).toEqual(api);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('a ticket that is read after a webhook, polled by the API and polled in the database is one row with one set of facts', async () => {
  for (const way of ways) await way.source?.poll({ cursor: undefined, open: [] });
  const id = await desk.mail('Three times');
  const polls = await Promise.all(ways.map(async (one) => one.source?.poll({ cursor: undefined, open: [] })));
  const polled = polls.map((poll) => poll?.signals.filter(({ row }) => row === String(id)) ?? []);
  const read = await Promise.all(ways.map(async (one) => one.source?.read(String(id))));
  const all = [...polled.flat(), ...read];
  expect(polled.map((list) => list.length)).toEqual([1, 1]);
  expect(new Set(all.map((signal) => JSON.stringify({ ...signal, readAt: 0 }))).size).toBe(1);
});
