import { createHash } from 'node:crypto';
import { SystemError } from '../../desk/errors.ts';
import type { Write } from '../../desk/effect.ts';
import type { WriteOutcome } from '../contract.ts';
import type { TrmmClient } from './client.ts';

/** Writes what people did here as a note on the agent, since TRMM has neither acknowledge nor owner. */
export async function writeNote(
  client: TrmmClient,
  note: Extract<Write, { verb: 'note' }>,
  attempt: { key: string; number: number },
): Promise<WriteOutcome> {
  const mark = markOf(attempt.key);
  if (attempt.number > 1) {
    const there = await isThere(client, note.on, mark);
    if (there === 'yes') return { is: 'done' };
    if (there === 'unknown') return refused('the note may be there already, and the role lacks can_list_notes');
  }
  const answer = await client.addNote(note.on, `${signed(note.text, note.by)}\n${mark}`);
  return answer === 'added' ? { is: 'done' } : refused('Tactical RMM does not have that device any more');
}

function refused(sentence: string): WriteOutcome {
  return { is: 'refused', sentence };
}

/** TRMM shows the bot as the author of all its notes, so that the name has to be in the text. */
function signed(text: string, by: string): string {
  return text.includes(by) ? text : `${by}: ${text}`;
}

/** Short enough to read over, long enough to be found again. */
function markOf(key: string): string {
  return `[deskbell ${createHash('sha256').update(key).digest('hex').slice(0, 12)}]`;
}

async function isThere(client: TrmmClient, agent: string, mark: string): Promise<'yes' | 'no' | 'unknown'> {
  try {
    const notes = await client.notes(agent);
    return notes.some((note) => note.includes(mark)) ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof SystemError && error.status === 403) return 'unknown';
    throw error;
  }
}
