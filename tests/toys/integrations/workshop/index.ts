import type { Check } from '../../../../src/desk/check.ts';
import { SystemError } from '../../../../src/desk/errors.ts';
import type { IntegrationSystem, TimeBook } from '../../../../src/integrations/contract.ts';
import { atMost } from '../../../../src/integrations/turn.ts';
import { hourBook, hourReader } from './hours.ts';
import { lampNotes, lampSource } from './lamps.ts';
import { Environment } from './schema.ts';

const id = 'workshop';
const title = 'Workshop';

/** The smallest integration that does something of everything: alerts, notes on them, and time. */
export const system: IntegrationSystem<Environment> = {
  id,
  title,
  environment: Environment,
  switches: ['WORKSHOP_URL'],
  connect({ WORKSHOP_URL: base, WORKSHOP_KEY: key }) {
    const stop = new AbortController();
    const headers = { 'x-workshop-key': key };
    const remote = { system: id, title, base, headers, turn: atMost(4), stop: stop.signal };
    const timeBook = hourBook(remote);
    return {
      id,
      title,
      source: lampSource(remote, key),
      writeBack: lampNotes(remote),
      timeBook,
      timeReader: hourReader(remote),
      check: () => check(timeBook),
      close: async () => stop.abort(),
    };
  },
};

async function check(book: TimeBook): Promise<Check[]> {
  try {
    await book.customers();
    return [{ what: title, state: 'good', says: 'answers' }];
  } catch (error) {
    const says = error instanceof SystemError ? error.message : 'failed in an unexpected way';
    return [{ what: title, state: 'bad', says, mend: 'Check WORKSHOP_URL and WORKSHOP_KEY.' }];
  }
}
