import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import type { TrmmStandIn } from '../../sandbox/trmm/index.ts';
import { startProcess, type Subject } from '../measure/process.ts';
import { SETTINGS } from './fleet.ts';
import type { Memory } from './memory.ts';

export const WEBHOOK_TOKEN = 'trmm-token-of-the-bench';

const MAIN = new URL('../subject.ts', import.meta.url);

/** Deskbell in a process of its own between these systems; it says where its HTTP listener is. Polls are an hour apart. */
export async function startDesk(stage: { memory: Memory; slack: SlackStandIn; trmm: TrmmStandIn }): Promise<Subject> {
  const { memory, slack, trmm } = stage;
  await using folder = await mkdtempDisposable(join(tmpdir(), 'deskbell-bench-'));
  const file = join(folder.path, 'deskbell.yaml');
  await writeFile(file, SETTINGS);
  return await startProcess(MAIN, {
    DESKBELL_CONFIG: file,
    REDIS_URL: memory.url,
    PORT: '0',
    LOG_LEVEL: 'error',
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_APP_TOKEN: slack.settings.appToken,
    SLACK_API_URL: slack.apiUrl,
    TRMM_API_URL: trmm.url,
    TRMM_API_KEY: trmm.apiKey,
    TRMM_WEB_URL: trmm.webUrl,
    TRMM_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
    TRMM_POLL_SECONDS: '3600',
  });
}
