import { expect, test } from 'vitest';
import type { Write } from '../../../src/desk/effect.ts';
import { failure, opened, part, type SetUp, type Stage, type Target } from './stage.ts';

/** A system that can be written to. */
export interface WriteBackStage extends Stage {
  /** For each verb that it can, something to write, and the call by which that is done. */
  writes(): Promise<readonly { write: Write; target: Target }[]>;
  /** How many writes of that kind have taken effect. */
  written(write: Write): number;
  /** Somebody who has an account there; absent where accounts do not matter. */
  owner?: { email: string; id: string };
}

/** One of each kind, for what cannot be written. */
const WISHES: readonly Write[] = [
  { verb: 'assign', row: '1', to: null, from: null, by: '1' },
  { verb: 'note', on: '1', text: 'Hello', by: '1' },
  { verb: 'reply', row: '1', text: 'Hello', by: '1' },
  { verb: 'status', row: '1', status: 'closed', by: '1' },
  { verb: 'snooze', row: '1', until: 1 },
  { verb: 'wake', row: '1' },
  { verb: 'resolve', row: '1' },
  { verb: 'run-checks', on: '1' },
];

export function testWriteBack(setUp: SetUp<WriteBackStage>): void {
  test('it says what it can write', async () => {
    const stage = await opened(setUp);
    const verbs = new Set((await stage.writes()).map(({ write }) => write.verb));
    expect(part(stage, 'writeBack').can.toSorted()).toEqual([...verbs].toSorted());
  });

  test('what it cannot write is refused with a sentence', async () => {
    const stage = await opened(setUp);
    const writeBack = part(stage, 'writeBack');
    for (const wish of WISHES.filter(({ verb }) => !writeBack.can.includes(verb))) {
      expect(await writeBack.write(wish, { key: 'key-1', number: 1 })).toMatchObject({
        is: 'refused',
        sentence: expect.stringMatching(/\w+ \w+/),
      });
    }
  });

  test('what was ordered is written, and written once, however often it is tried', async () => {
    const stage = await opened(setUp);
    for (const { write } of await stage.writes()) {
      const key = `key-${write.verb}`;
      for (const number of [1, 2, 3])
        expect(await part(stage, 'writeBack').write(write, { key, number })).toMatchObject({ is: 'done' });
      expect([write.verb, stage.written(write)]).toEqual([write.verb, 1]);
    }
  });

  test.each(['drop-before', 'drop-after'] as const)(
    'an answer that is lost leaves it open, and the next try settles it, once: %s',
    async (what) => {
      const stage = await opened(setUp);
      for (const { write, target } of await stage.writes()) {
        const key = `key-${write.verb}`;
        stage.standIn.fail({ ...target, times: 1, action: { do: what } });
        const first = part(stage, 'writeBack').write(write, { key, number: 1 });
        expect((await failure(stage, first)).retry).toBe('unsure');
        expect(await part(stage, 'writeBack').write(write, { key, number: 2 })).toMatchObject({ is: 'done' });
        expect([write.verb, stage.written(write)]).toEqual([write.verb, 1]);
      }
    },
  );

  test.each([
    [429, ['later']],
    [503, ['later', 'unsure']],
  ] as const)('an answer of %d leaves it to the next try, and is one effect in the end', async (status, kinds) => {
    const stage = await opened(setUp);
    for (const { write, target } of await stage.writes()) {
      const key = `key-${write.verb}`;
      stage.standIn.fail({ ...target, times: 1, action: { do: 'answer', status, body: { message: 'Server Error' } } });
      const first = part(stage, 'writeBack').write(write, { key, number: 1 });
      expect(kinds).toContain((await failure(stage, first)).retry);
      expect(await part(stage, 'writeBack').write(write, { key, number: 2 })).toMatchObject({ is: 'done' });
      expect([write.verb, stage.written(write)]).toEqual([write.verb, 1]);
    }
  });

  test('an answer that takes its time is waited for', async () => {
    const stage = await opened(setUp);
    for (const { write, target } of await stage.writes()) {
      stage.standIn.fail({ ...target, times: 1, action: { do: 'delay-after', milliseconds: 60 } });
      const outcome = await part(stage, 'writeBack').write(write, { key: `key-${write.verb}`, number: 1 });
      expect([write.verb, outcome.is, stage.written(write)]).toEqual([write.verb, 'done', 1]);
    }
  });

  test('while the system is away nothing counts as refused', async () => {
    const stage = await opened(setUp);
    const writes = await stage.writes();
    stage.standIn.unplug();
    for (const { write } of writes) {
      const error = await failure(stage, part(stage, 'writeBack').write(write, { key: 'key-1', number: 1 }));
      expect(['later', 'unsure']).toContain(error.retry);
    }
  });

  test('an account is found by the address, however it is typed, and nobody has none', async () => {
    const stage = await opened(setUp);
    const { email = 'ann@msp.example', id } = stage.owner ?? {};
    const found = [email, ` ${email.toUpperCase()} `, 'nobody@else.example', ''].map(async (one) => {
      return (await part(stage, 'writeBack').account?.(one))?.id;
    });
    expect(await Promise.all(found)).toEqual([id, id, undefined, undefined]);
  });
}
