import { createHash } from 'node:crypto';
import { SystemError } from '../../desk/errors.ts';
import type { WriteBack, WriteOutcome } from '../contract.ts';
import type { TrmmClient } from './client.ts';

/** Writes what people did here as notes on the agent, since TRMM has neither acknowledge nor owner. */
export function noteWriter(client: TrmmClient): WriteBack {
  return {
    can: ['note'],
    async write(write, attempt) {
      if (write.verb !== 'note') return refused('Tactical RMM does not know who has an alert');
      const mark = markOf(attempt.key);
      if (attempt.number > 1) {
        const there = await isThere(client, write.on, mark);
        if (there === 'yes') return { is: 'done' };
        if (there === 'unknown') return refused('the note may be there already, and the role lacks can_list_notes');
      }
      const answer = await client.addNote(write.on, `${signed(write.text, write.by)}\n${mark}`);
      return answer === 'added' ? { is: 'done' } : refused('Tactical RMM does not have that device any more');
    },
  };
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
