import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { takePictures } from './picture.ts';
import { startDemoProcess } from './stage.ts';

test('a taken port is said, other sites are refused, and Ctrl-C leaves nothing behind', async () => {
  const demo = await startDemoProcess('--port', '0');
  await expect(startDemoProcess('--port', new URL(demo.url).port)).rejects.toThrow('EADDRINUSE');
  const elsewhere = { method: 'POST', headers: { origin: 'http://evil.example', 'content-type': 'application/json' } };
  expect((await fetch(`${demo.url}/do/bot/kill`, { ...elsewhere, body: '{}' })).status).toBe(403);
  expect((await fetch(`${demo.url}/page/../demo/run.ts`)).status).toBe(404);
  expect((await fetch(`${demo.url}/page/%2e%2e%2fdemo%2frun.ts`)).status).toBe(404);
  expect(existsSync(demo.logFile)).toBe(true);
  expect(await demo.interrupt()).toBe(0);
  expect(existsSync(demo.logFile)).toBe(false);
  await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
}, 60_000);

test.runIf(process.env['UPDATE_PICTURES'])(
  'the pictures of the documentation are taken',
  async () => {
    await takePictures();
    expect(existsSync('docs/images/demo.png')).toBe(true);
  },
  120_000,
);
