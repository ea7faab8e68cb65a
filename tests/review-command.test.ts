import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { takeSignal } from '../src/store/signals.ts';
import { open } from './desk/build.ts';
import { useStage } from './store/stage.ts';

const stage = useStage();
const run = promisify(execFile);

/** What the command says, in a folder of its own. */
async function review(...words: string[]): Promise<{ out: string; error: string; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-review-'));
  const environment = {
    PATH: process.env['PATH'],
    REDIS_URL: stage.redis.url,
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
  };
  const call = ['src/review.ts', '--out', join(folder, 'reviews'), ...words];
  try {
    const { stdout, stderr } = await run(process.execPath, call, { env: environment });
    return { out: stdout, error: stderr, folder };
  } catch (failed) {
    const { stdout = '', stderr = '' } = failed as { stdout?: string; stderr?: string };
    return { out: stdout, error: stderr, folder };
  }
}

test('npm run review writes the page and the file, and says where; what is wrong is a sentence', async () => {
  const now = Date.now();
  stage.now = now;
  await takeSignal(stage.store, open({ startedAt: now }, { readAt: now }));
  const day = Temporal.Now.plainDateISO('UTC');
  const span = `${day.subtract({ days: 1 }).toString()}..${day.add({ days: 1 }).toString()}`;
  const { out, folder } = await review('--client', 'Acme', '--span', span);
  const files = (await readdir(join(folder, 'reviews'))).toSorted();
  expect(files.map((file) => file.replace(/[\d-]+-to-[\d-]+/, ''))).toEqual(['review-acme.csv', 'review-acme.html']);
  expect(out.trim().split('\n')).toHaveLength(2);
  const [csv = '', page = ''] = await Promise.all(files.map((file) => readFile(join(folder, 'reviews', file), 'utf8')));
  expect(page).toContain('disk C is full');
  expect(csv).toContain('alerts,Alerts,count,1,alert');
  expect((await review('--client', 'Acme', '--span', 'soon')).error).toContain('"soon" is no span of days');
  expect((await review()).out).toContain('npm run review -- --client Acme');
});
