import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';

/** What a system, and what stands beside its contract, may import of src/ beside its own folder. */
const BESIDE = {
  bot: /^(desk\/|bot\/(contract|button)\.ts$)/,
  integrations: /^(desk\/|integrations\/(contract|exchange|http|http-failure|turn)\.ts$)/,
};

/** What a room below src/ may import of src/; the first room that fits counts. A package is open to every room but the desk. */
const floors: readonly (readonly [room: RegExp, may: RegExp])[] = [
  [/^desk\//, /^desk\//],
  [/^store\//, /^(store|desk)\//],
  [/^bot\/(contract|button)\.ts$/, BESIDE.bot],
  [/^integrations\/(contract|exchange|http|http-failure|turn)\.ts$/, BESIDE.integrations],
  [/^bot\//, /^(store|desk|bot)\//],
  [/^integrations\//, /^(store|desk|integrations)\//],
  [/^jobs\//, /^((jobs|store|desk)\/|(bot|integrations)\/contract\.ts$)/],
  [/^report\//, /^(report|desk)\//],
  [/^(http\/|[^/]+\.ts$)/, /./],
];

/** Every folder with an `index.ts` is a system: nobody looks into it, and it looks at its contract alone. */
const systems = globSync('src/{bot,integrations}/*/index.ts').map((face) => posix.dirname(face).slice('src/'.length));

function systemOf(path: string): string | undefined {
  return systems.find((folder) => path.startsWith(`${folder}/`));
}

const NAMES = /slack|discord|trmm|tactical|freescout|erpnext/i;
const COMMENT = /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm;
const IMPORT = /(?:^|[\s;})])(?:from|import)\s*\(?\s*(['"])(?<what>[^'"\n]+)\1/g;

/** What is wrong with the imports of a file, by its path from the root of the project. */
function faults(file: string, source: string): string[] {
  const code = source.replaceAll(COMMENT, '');
  const found = [...code.matchAll(IMPORT)].flatMap(({ groups }) => groups?.['what'] ?? []);
  const wrong = found.filter((what) => !allowed(file, what)).map((what) => `${file} imports ${what}`);
  const names = file.startsWith('src/desk/') ? (NAMES.exec(code) ?? []) : [];
  return [...wrong, ...names.map((name) => `${file} speaks of ${name}`)];
}

function allowed(file: string, what: string): boolean {
  const target = what.startsWith('.') ? posix.join(posix.dirname(file), what) : undefined;
  if (!file.startsWith('src/')) return target === undefined || !target.startsWith('src/');
  if (target === undefined) return !file.startsWith('src/desk/') || /^(zod$|node:)/.test(what);
  if (!target.startsWith('src/')) return false;
  const [from, to] = [file.slice('src/'.length), target.slice('src/'.length)];
  const [own, inside] = [systemOf(from), systemOf(to)];
  if (inside !== undefined) return own === inside;
  if (own !== undefined) return BESIDE[own.startsWith('bot/') ? 'bot' : 'integrations'].test(to);
  return floors.find(([room]) => room.test(from))?.[1].test(to) ?? false;
}

test('nobody imports what is above, beside or behind a contract', () => {
  const files = globSync(['src/**/*.ts', 'sandbox/**/*.{ts,js}'], { exclude: ['sandbox/page/public/vendor/**'] });
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => faults(file, readFileSync(file, 'utf8')))).toEqual([]);
});

test.each([
  ['src/desk/alert/alert.ts', "import { Redis } from 'ioredis';", 'src/desk/alert/alert.ts imports ioredis'],
  [
    'src/desk/alert/alert.ts',
    "import { commit } from '../../store/commit.ts';",
    'src/desk/alert/alert.ts imports ../../store/commit.ts',
  ],
  ['src/desk/alert/alert.ts', "const source = 'TRMM'; // of course", 'src/desk/alert/alert.ts speaks of TRMM'],
  ['src/store/read.ts', "export * from '../bot/contract.ts';", 'src/store/read.ts imports ../bot/contract.ts'],
  ['src/bot/slack/form.ts', "import '../discord/form.ts';", 'src/bot/slack/form.ts imports ../discord/form.ts'],
  ['src/bot/slack/form.ts', "import '../pump/pump.ts';", 'src/bot/slack/form.ts imports ../pump/pump.ts'],
  ['src/bot/button.ts', "import { pump } from './pump.ts';", 'src/bot/button.ts imports ./pump.ts'],
  [
    'src/bot/pump/pump.ts',
    "import '../../integrations/contract.ts';",
    'src/bot/pump/pump.ts imports ../../integrations/contract.ts',
  ],
  [
    'src/integrations/trmm/poll.ts',
    "import type {\n  Store,\n} from '../../store/store.ts';",
    'src/integrations/trmm/poll.ts imports ../../store/store.ts',
  ],
  [
    'src/jobs/poll.ts',
    "import { followHint } from '../integrations/hints.ts';",
    'src/jobs/poll.ts imports ../integrations/hints.ts',
  ],
  [
    'src/main.ts',
    "const { system } = await import('./bot/slack/index.ts');",
    'src/main.ts imports ./bot/slack/index.ts',
  ],
  [
    'src/main.ts',
    "import { startTrmm } from '../sandbox/trmm/index.ts';",
    'src/main.ts imports ../sandbox/trmm/index.ts',
  ],
  [
    'src/attic/box.ts',
    "import { z } from 'zod';\nimport '../desk/card.ts';",
    'src/attic/box.ts imports ../desk/card.ts',
  ],
  [
    'sandbox/trmm/index.ts',
    "import { Alert } from '../../src/desk/alert/alert.ts';",
    'sandbox/trmm/index.ts imports ../../src/desk/alert/alert.ts',
  ],
])('%s with %j is told', (file, source, fault) => {
  expect(faults(file, source)).toEqual([fault]);
});

test('what the table allows is let through', () => {
  const desk =
    "import { z } from 'zod';\nimport { createHash } from 'node:crypto';\n/** As in `trmm/check`. */\nimport '../card.ts';";
  expect(faults('src/desk/alert/alert.ts', desk)).toEqual([]);
  expect(
    faults('src/bot/slack/form.ts', "import '@slack/bolt';\nimport './line.ts';\nimport '../contract.ts';"),
  ).toEqual([]);
  expect(faults('src/start.ts', "import { startJobs } from './jobs/index.ts';")).toEqual([]);
});
