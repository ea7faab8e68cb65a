import { expect, test } from 'vitest';
import type { Write } from '../../../src/desk/effect.ts';
import { trmmWorld, type TrmmWorld } from './trmm-world.ts';

function noteFor({ trmm }: TrmmWorld, text = 'Ann Baker acknowledged in chat: Disk Space C:'): Write {
  const [agent] = trmm.world.agents.values();
  return { verb: 'note', on: agent?.agent_id ?? '', text, by: 'Ann Baker' };
}

function texts({ trmm }: TrmmWorld): string[] {
  return trmm.world.notes.map((note) => note.note);
}

test('a note names the person and carries a mark by which it is found again', async () => {
  const world = await trmmWorld();
  expect(await world.writeBack.write(noteFor(world), { key: 'note-1', number: 1 })).toEqual({ is: 'done' });
  expect(await world.writeBack.write(noteFor(world, 'Muted'), { key: 'note-2', number: 1 })).toEqual({ is: 'done' });
  expect(texts(world)).toEqual([
    expect.stringMatching(/^Ann Baker acknowledged in chat: Disk Space C:\n\[deskbell [0-9a-f]{12}\]$/),
    expect.stringMatching(/^Ann Baker: Muted\n\[deskbell [0-9a-f]{12}\]$/),
  ]);
});

test('a note whose answer was lost is written once', async () => {
  const world = await trmmWorld();
  world.trmm.fail({ path: '^/agents/notes/$', method: 'POST', times: 1, action: { do: 'drop-after' } });
  await expect(world.writeBack.write(noteFor(world), { key: 'note-1', number: 1 })).rejects.toMatchObject({
    retry: 'unsure',
  });
  expect(await world.writeBack.write(noteFor(world), { key: 'note-1', number: 2 })).toEqual({ is: 'done' });
  expect(texts(world)).toHaveLength(1);
});

test('a note that never arrived is written by the second attempt', async () => {
  const world = await trmmWorld();
  world.trmm.fail({ path: '^/agents/notes/$', method: 'POST', times: 1, action: { do: 'drop-before' } });
  await expect(world.writeBack.write(noteFor(world), { key: 'note-1', number: 1 })).rejects.toMatchObject({
    retry: 'unsure',
  });
  await world.writeBack.write(noteFor(world), { key: 'note-1', number: 2 });
  expect(texts(world)).toHaveLength(1);
});

test('without the right to look it up, a second attempt does not risk a second note', async () => {
  const world = await trmmWorld({ TRMM_API_KEY: 'WRITER' });
  world.trmm.addKey({ key: 'WRITER', permissions: ['can_manage_notes'] });
  expect(await world.writeBack.write(noteFor(world), { key: 'note-1', number: 2 })).toEqual({
    is: 'refused',
    sentence: 'the note may be there already, and the role lacks can_list_notes',
  });
  expect(texts(world)).toEqual([]);
});

test('a device that is gone refuses the note', async () => {
  const world = await trmmWorld();
  const note = noteFor(world);
  world.trmm.deleteAgent('ACME-DC01');
  expect(await world.writeBack.write(note, { key: 'note-1', number: 1 })).toMatchObject({ is: 'refused' });
});

test('an assignment is refused, and notes can be switched off altogether', async () => {
  const world = await trmmWorld();
  const assign: Write = { verb: 'assign', row: '5', to: null, from: null, by: 'Ann Baker' };
  expect(await world.writeBack.write(assign, { key: 'assign-1', number: 1 })).toMatchObject({ is: 'refused' });
  expect(world.writeBack.can).toContain('note');
  expect((await trmmWorld({ TRMM_ACKNOWLEDGE_NOTES: 'no' })).writeBack.can).not.toContain('note');
});
