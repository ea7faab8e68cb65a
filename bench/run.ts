import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { alertToMessage } from './alert-to-message.ts';
import { clickToAcknowledgement } from './click-to-acknowledgement.ts';
import { clickWhileLimited } from './click-while-limited.ts';
import { clocks } from './clocks.ts';
import { commit } from './commit.ts';
import { edits } from './edits.ts';
import { keep } from './keep.ts';
import { writeBetweenMarks } from './measure/readme.ts';
import { discordStorm } from './discord-storm.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { stormKilled } from './storm-killed.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  'alert-to-message': alertToMessage,
  'click-to-acknowledgement': clickToAcknowledgement,
  'click-while-limited': clickWhileLimited,
  clocks,
  commit,
  edits,
  keep,
  start,
  storm,
  'storm-killed': stormKilled,
  'discord-storm': discordStorm,
};
const README = new URL('README.md', import.meta.url);
/** Milliseconds after which a bench is given up. */
const LONGEST = 300_000;

const names = Object.keys(BENCHES);
const words = process.argv.slice(2);
const writes = words.includes('--write');
const asked = words.filter((word) => word !== '--write' && word !== 'all');
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0)
  throw new Error(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}, and all.`);

/** Where and when, as it stands below each table. */
function circumstances(): string {
  const cores = cpus();
  const [load = 0] = loadavg();
  const quiet = load > cores.length / 2 ? ' Others were at work: trust ratios and CPU time, not milliseconds.' : '';
  const day = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${day} UTC, Node ${process.version}, ${cores.length} cores of ${cores[0]?.model ?? 'an unknown kind'}, load ${load.toFixed(1)} before.${quiet}`;
}

/** Measures, tells, and with `--write` puts it into the README. */
async function measure(name: string): Promise<void> {
  const before = circumstances();
  const startedAt = performance.now();
  const report = await BENCHES[name]?.();
  const text = `${report} It took ${Math.round((performance.now() - startedAt) / 1000)} s.\n\n${before}`;
  console.log(`\n## ${name}\n\n${text}`);
  if (writes) await writeBetweenMarks(README, name, text);
}

/** Each in a process of its own: one that fails or hangs costs no other. */
function measureApart(name: string): boolean {
  const word = writes ? ['--write'] : [];
  const { status } = spawnSync(process.execPath, [import.meta.filename, name, ...word], {
    stdio: 'inherit',
    timeout: LONGEST,
  });
  if (status !== 0) console.error(`\n## ${name}\n\nIt failed, or took longer than ${LONGEST / 60_000} minutes.`);
  return status === 0;
}

const chosen = asked.length > 0 ? names.filter((name) => asked.includes(name)) : names;
const [only = ''] = chosen;
if (chosen.length === 1) await measure(only);
else process.exitCode = chosen.map(measureApart).every(Boolean) ? 0 : 1;
