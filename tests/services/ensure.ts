import { ensureServices } from '../../sandbox/services/ensure.ts';

/** What the tests stand on. A missing one is a failure: a test that was skipped has proved nothing. */
const missing = await ensureServices(['redis', 'mariadb', 'chromium'], (line) => console.log(line));
for (const sentence of missing) console.error(sentence);
process.exit(missing.length === 0 ? 0 : 1);
