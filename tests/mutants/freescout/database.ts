import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const mirror = inFile('database/mirror.ts', 'database');
const jobs = inFile('jobs.ts', 'database');
const schema = inFile('database/schema.ts', 'queries');

/** The same tickets as rows. */
export const databaseMutants: Mutant[] = [
  inFile('index.ts', 'database')(
    'an answer comes after the rows',
    '    await mirror?.flush();\n    return payload;',
    '    return payload;',
  ),
  inFile('instance.ts', 'database')(
    'counters are in the rows',
    'mirror?.beforeWriting(() => countFolders(world));',
    '',
  ),
  inFile('wall-clock.ts', 'database')(
    'rows hold the wall clock of APP_TIMEZONE',
    'toZonedDateTimeISO(zone)',
    "toZonedDateTimeISO('UTC')",
  ),
  inFile('cron.ts', 'database')("cron's mark is a row", "'fetch_emails_last_run'", "'last_run'"),
  mirror('a real FreeScout is refused', 'if (foreign) throw', 'if (foreign && !schema) throw'),
  mirror('rows that are gone are deleted', 'DELETE FROM', 'SELECT * FROM'),
  mirror('tables go at the end', 'DROP TABLE IF EXISTS ${namesOfTables()}`);\n      await', 'SELECT 1`);\n      await'),
  mirror('a change is an update', 'VALUES(\\`${name}\\`)`', '\\`${name}\\``'),
  schema('an index for what was published since', '    KEY (created_at),\n    KEY (type', '    KEY (type'),
  schema('an index for the open tickets of a mailbox', '    KEY (mailbox_id, state, status),\n', ''),
  jobs(
    'what waits is a row',
    'available_at: Math.floor((from + milliseconds) / 1000)',
    'available_at: Math.floor(from / 1000)',
  ),
  jobs('what began is no row any more', 'world.jobs.remove(job.id);', ''),
  inFile('driver/office.ts', 'queries')('somebody is left out of assigning', '{ hide: hidden ? 1 : 0 }', '{ hide: 0 }'),
  inFile('driver/office.ts', 'queries')(
    'further addresses of a user',
    "emails: wish.others?.join(', ') ?? null",
    'emails: null',
  ),
];
