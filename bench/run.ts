import { cpus, loadavg } from 'node:os';
import { alertToMessage } from './alert-to-message.ts';
import { clickToAcknowledgement } from './click-to-acknowledgement.ts';
import { commit } from './commit.ts';

const BENCHES: Readonly<Record<string, () => Promise<string>>> = {
  'alert-to-message': alertToMessage,
  'click-to-acknowledgement': clickToAcknowledgement,
  commit,
};

const names = Object.keys(BENCHES);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.`);

const cores = cpus();
const [load = 0] = loadavg();
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cores.length} cores of ${cores[0]?.model ?? 'an unknown kind'}, load ${load.toFixed(1)} before.`,
);
if (load > cores.length / 2) console.log('Others are at work here: trust ratios and CPU time, not milliseconds.');
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const startedAt = performance.now();
  const report = await bench();
  console.log(`\n## ${name}\n\n${report} It took ${Math.round((performance.now() - startedAt) / 1000)} s.`);
}
