import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Configuration, readConfiguration } from './config.ts';
import { reviewOf } from './desk/review/review.ts';
import { clientName } from './desk/review/rows.ts';
import { SPAN_WORDS, typedSpan } from './desk/review/span.ts';
import { reviewCsv } from './report/review-csv.ts';
import { hoursOf } from './desk/clock/sla-policy.ts';
import { fileName } from './report/file-name.ts';
import { reviewPage } from './report/review-page.ts';
import { openDatabase } from './store/redis.ts';
import { readReview } from './store/review.ts';
import { loadSystems } from './systems.ts';

const USAGE = `npm run review -- --client Acme [--span ${SPAN_WORDS}] [--out folder]
Writes the review of a client as an HTML page and a CSV file. Without --span it is about the last whole month.`;

/** Writes one client's review into two files and says where they are. */
async function review(
  configuration: Configuration,
  wish: { client: string; span: string; out: string },
): Promise<string> {
  const { settings, redisUrl } = configuration;
  const now = Date.now();
  const client = clientName(wish.client, settings) ?? wish.client;
  const span = typedSpan(wish.span, now, hoursOf(client, settings).zone);
  if (typeof span === 'string') throw new Error(span);
  const database = openDatabase(redisUrl, () => undefined);
  try {
    const made = reviewOf(client, span, await readReview({ database, now: () => now, settings }, client, span), now);
    const stem = join(wish.out, fileName(client, span));
    await mkdir(wish.out, { recursive: true });
    await writeFile(`${stem}.html`, reviewPage(made).page);
    await writeFile(`${stem}.csv`, reviewCsv(made));
    return `${stem}.html\n${stem}.csv\n`;
  } finally {
    database.redis.disconnect();
  }
}

/** Answers the exit code. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      client: { type: 'string' },
      span: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || values.client === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const configuration = readConfiguration(process.env, await loadSystems());
  const { client, span = '', out = '.' } = values;
  process.stdout.write(await review(configuration, { client, span, out }));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
