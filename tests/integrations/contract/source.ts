import { expect, test } from 'vitest';
import { AlertFacts } from '../../../src/desk/alert/alert.ts';
import type { Signal } from '../../../src/desk/signal.ts';
import { TicketFacts } from '../../../src/desk/ticket/ticket.ts';
import type { Known, Poll, WebhookCall } from '../../../src/integrations/contract.ts';
import { failure, NONSENSE, opened, part, type SetUp, type Stage } from './stage.ts';

/** A source with the hands of the people there. */
export interface SourceStage extends Stage {
  /** Something fails, or a customer writes. Resolves to the row. */
  raise(): Promise<string>;
  /** The condition is over, or the ticket is closed. */
  end(row: string): Promise<void>;
  /** Somebody deletes the row. */
  remove(row: string): Promise<void>;
  /** As much time as passes until a poll asks for everything again. */
  wait(): void;
}

/** One whose system calls us. */
export interface HookedStage extends SourceStage {
  /** A genuine call about that row. */
  webhook(row: string): WebhookCall;
}

/** What the desk keeps of a source between two polls. */
interface Watch {
  poll(): Promise<Poll>;
}

export function testSource(setUp: SetUp<SourceStage>): void {
  test('what is open is told in the words of the desk, and counted', async () => {
    const stage = await opened(setUp);
    const source = part(stage, 'source');
    expect((await watch(stage).poll()).openAtSource).toBe(0);
    const row = await stage.raise();
    const before = stage.standIn.now();
    const poll = await watch(stage).poll();
    const [signal, ...others] = poll.signals;
    expect([others, poll.openAtSource]).toEqual([[], 1]);
    expect(signal).toMatchObject({ kind: source.kind, source: stage.integration.id, row });
    expect(signal && isOpen(signal)).toBe(true);
    expectWellFormed(signal);
    expect(signal?.readAt).toBeGreaterThanOrEqual(before);
    expect(signal?.readAt).toBeLessThanOrEqual(stage.standIn.now() + 1);
    expect(source.pollSeconds).toBeGreaterThan(0);
  });

  test('a row that is polled, polled anew and read is the same thing each time', async () => {
    const stage = await opened(setUp);
    const row = await stage.raise();
    const first = (await watch(stage).poll()).signals;
    const anew = (await watch(stage).poll()).signals;
    const read = await part(stage, 'source').read(row);
    expect([anew.map(identity), [read].map(identity)]).toEqual([first.map(identity), first.map(identity)]);
  });

  test.each([
    ['end', ['recovered', 'closed']],
    ['remove', ['deleted']],
  ] as const)('what is gone from the list is asked for: %s', async (how, fates) => {
    const stage = await opened(setUp);
    const desk = watch(stage);
    const row = await stage.raise();
    const [first] = (await desk.poll()).signals;
    await stage[how](row);
    stage.wait();
    const poll = await desk.poll();
    expect(poll.signals.map(identity)).toEqual([identity(first)]);
    expect(fates).toContain(fateOf(poll.signals[0]));
    expect(poll.openAtSource).toBe(0);
    expectWellFormed(poll.signals[0]);
    const read = (await part(stage, 'source').read(row)) ?? (how === 'remove' ? poll.signals[0] : undefined);
    expect([identity(read), fateOf(read)]).toEqual([identity(first), fateOf(poll.signals[0])]);
  });

  test.each([
    ['end', ['recovered', 'closed']],
    ['remove', ['deleted']],
  ] as const)(
    'where everything is to be told, what is open is, and what became of each known row: %s',
    async (how, fates) => {
      const stage = await opened(setUp);
      const source = part(stage, 'source');
      const row = await stage.raise();
      const first = await source.poll({ cursor: undefined, open: [], whole: true });
      expect([first.signals.map((signal) => signal.row), first.openAtSource]).toEqual([[row], 1]);
      const open = first.signals.map((signal) => ({ row, condition: identity(signal), attended: false }));
      await stage[how](row);
      const poll = await source.poll({ cursor: undefined, open, whole: true });
      expect([poll.signals.map((signal) => signal.row), poll.openAtSource]).toEqual([[row], 0]);
      expect(fates).toContain(fateOf(poll.signals[0]));
      stage.standIn.fail({ path: '.', action: NONSENSE });
      expect((await failure(stage, source.poll({ cursor: undefined, open, whole: true }))).name).toBe('SystemError');
    },
  );

  test('a row that never was is not open', async () => {
    const stage = await opened(setUp);
    const read = await part(stage, 'source').read('987654');
    expect(read !== undefined && isOpen(read)).toBe(false);
  });

  test.each(['', '{', 'null', '{"version":99}'])('the cursor %j of another version counts as none', async (cursor) => {
    const stage = await opened(setUp);
    const row = await stage.raise();
    const poll = await part(stage, 'source').poll({ cursor, open: [] });
    expect(poll.signals.map((signal) => signal.row)).toEqual([row]);
  });

  test('while the source is away a poll and a read fail, to be tried again, and nothing is missed afterwards', async () => {
    const stage = await opened(setUp);
    const desk = watch(stage);
    await desk.poll();
    const row = await stage.raise();
    stage.standIn.unplug();
    expect((await failure(stage, desk.poll())).retry).toBe('later');
    expect((await failure(stage, part(stage, 'source').read(row))).retry).toBe('later');
    stage.standIn.plug();
    expect((await desk.poll()).signals.map((signal) => signal.row)).toEqual([row]);
  });

  test('an answer that makes no sense is a failure, and the end of nothing', async () => {
    const stage = await opened(setUp);
    const desk = watch(stage);
    const row = await stage.raise();
    await desk.poll();
    stage.wait();
    stage.standIn.fail({ path: '.', action: NONSENSE });
    expect((await failure(stage, desk.poll())).name).toBe('SystemError');
    expect((await failure(stage, part(stage, 'source').read(row))).name).toBe('SystemError');
  });
}

export function testWebhooks(setUp: SetUp<HookedStage>): void {
  test('a webhook is a hint at its row, and only from the source itself; nothing is asked for it', async () => {
    const stage = await opened(setUp);
    const source = part(stage, 'source');
    const row = await stage.raise();
    const call = stage.webhook(row);
    const { length } = stage.standIn.requests;
    const forged = Object.entries(call.headers).map(([name, value]) => [name, value?.replace(/.$/, '!')]);
    const calls = [
      call,
      { ...call, headers: {} },
      { ...call, headers: Object.fromEntries(forged) as WebhookCall['headers'] },
      { ...call, path: '/elsewhere' },
    ];
    expect(calls.map((one) => source.hear?.(one))).toMatchObject([
      { is: 'hint', row },
      { is: 'refused', status: 401 },
      { is: 'refused', status: 401 },
      { is: 'refused', status: 404 },
    ]);
    expect(stage.standIn.requests).toHaveLength(length);
  });

  test('a webhook that is cut off or makes no sense is not believed, and breaks nothing', async () => {
    const stage = await opened(setUp);
    const call = stage.webhook(await stage.raise());
    for (const body of ['', '{', 'null', '[]', '{"id":{}}']) {
      const heard = part(stage, 'source').hear?.({ ...call, body: Buffer.from(body) });
      expect(['hint', 'test', 'refused']).toContain(heard?.is);
    }
  });
}

function watch(stage: SourceStage): Watch {
  const open = new Map<string, Known['open'][number]>();
  let cursor: string | undefined;
  return {
    async poll() {
      const poll = await part(stage, 'source').poll({ cursor, open: [...open.values()] });
      cursor = poll.cursor;
      for (const signal of poll.signals) {
        if (!isOpen(signal)) open.delete(signal.row);
        else open.set(signal.row, { row: signal.row, condition: identity(signal), attended: false });
      }
      return poll;
    },
  };
}

function isOpen({ seen }: Signal): boolean {
  if (seen.state === 'there') return seen.facts.status !== 'closed' && seen.facts.status !== 'spam';
  return seen.state === 'open';
}

/** Open, or what became of it. */
function fateOf(signal: Signal | undefined): string {
  if (!signal || isOpen(signal)) return signal ? 'open' : 'nothing';
  const { seen } = signal;
  return 'how' in seen ? seen.how : 'closed';
}

/** What the desk knows the thing by. */
function identity(signal: Signal | undefined): string {
  if (!signal) return 'nothing';
  return signal.kind === 'alert' ? signal.condition : `${signal.source}/${signal.row}`;
}

/** Longest name that leaves room for an episode, a verb and a revision in a button. */
const LONGEST = 60;

function expectWellFormed(signal: Signal | undefined): void {
  const name = identity(signal);
  expect(name.startsWith(`${signal?.source}/`)).toBe(true);
  expect(name.length).toBeLessThanOrEqual(LONGEST);
  expect(name).not.toContain('|');
  expect(kept(signal)).toEqual(signal && 'facts' in signal.seen ? signal.seen.facts : undefined);
}

/** The facts as the desk keeps them: a field that it does not know would be lost. */
function kept(signal: Signal | undefined): unknown {
  if (!signal || !('facts' in signal.seen)) return undefined;
  return (signal.kind === 'alert' ? AlertFacts : TicketFacts).parse(signal.seen.facts);
}
