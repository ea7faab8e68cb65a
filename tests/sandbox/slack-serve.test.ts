import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';

type Served = ChildProcessByStdio<null, Readable, Readable>;

let child: Served;
afterEach(() => void child.kill());

/** Starts the stand-in as a person would, and gives what it printed first. */
async function serve(...args: string[]): Promise<string> {
  child = spawn(process.execPath, ['sandbox/slack/serve.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [text] = (await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data')])) as [Buffer];
  return text.toString('utf8');
}

function variable(printed: string, name: string): string {
  return new RegExp(`^${name}=(.*)$`, 'm').exec(printed)?.[1] ?? '';
}

describe('the stand-in alone', () => {
  test('serves an app with the scopes of a manifest, says how to reach it, and ends when asked to', async () => {
    const printed = await serve('--port', '0', '--manifest', 'manifest.yml');
    const token = variable(printed, 'SLACK_BOT_TOKEN');
    const response = await fetch(`${variable(printed, 'SLACK_API_URL')}usergroups.list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ error: 'missing_scope', needed: 'usergroups:read' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says what is wrong with an option, and how they are written', async () => {
    const printed = await serve('--bursts', '3');
    expect(printed).toContain("Unknown option '--bursts'");
    expect(printed).toContain('--no-limits');
  });
});
