// Runs a TypeScript file with the Node that `npm ci` brings. Plain JavaScript, so that an old Node can say what is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED = 26;
const node = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url));
const [, , file = '', ...words] = process.argv;

if (!existsSync(node)) {
  console.error('Deskbell is not installed yet. Run this first: npm ci');
  process.exitCode = 1;
} else if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  process.argv.splice(1, 2, file);
  await import(pathToFileURL(file).href);
} else {
  const child = spawn(node, [file, ...words], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code) => process.exit(code ?? 1));
}
