import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** `npm run demo` as a person types it, in a terminal of its own and with a folder for temporary files of its own. */
export interface DemoCommand extends AsyncDisposable {
  url: string;
  /** From the command to the page's first answer, in milliseconds. */
  answeredAfter: number;
  /** The temporary folders it has at this moment: its own, then that of its Redis. */
  folders(): Promise<string[]>;
  /** It and what it has started, npm and the shell too. */
  processes(): Running[];
  /** Names of FreeScout's schemas, the newest last, each its reader's login too. Rises while a bot is starting. */
  schemas(): Promise<string[]>;
  /** Ctrl-C, which a terminal sends to all that run in its foreground. npm ends by the signal too, so its code says nothing. */
  interrupt(): Promise<void>;
}

export interface Running {
  pid: number;
  command: string;
}

/** Rejects with what it says when it ends at once. */
export async function runDemoCommand(): Promise<DemoCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-test-'));
  const began = performance.now();
  const child = spawn('npm', ['run', 'demo', '--', '--port', '0'], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  let said = '';
  const started = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.includes('Ctrl-C ends all of it')) started.resolve();
    });
  }
  child.once('close', (code) => started.reject(new Error(`the demo ended with ${code}: ${said}`)));
  await started.promise;
  const url = /is at (\S+)/.exec(said)?.[1] ?? '';
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`the page answers ${response.status}`);
  const answeredAfter = performance.now() - began;

  async function interrupt(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'close');
    process.kill(-pid, 'SIGINT');
    await gone;
  }

  return {
    url,
    answeredAfter,
    // npm keeps compiled code there too, which is npm's own affair.
    folders: async () => (await readdir(folder)).filter((name) => name.startsWith('deskbell-')).toSorted(),
    processes: () => familyOf(pid),
    async schemas() {
      const log = await readFile(/logs: (\S+)/.exec(said)?.[1] ?? '', 'utf8');
      const ports = log.matchAll(/"url":"http:\/\/127\.0\.0\.1:(\d+)".*"Deskbell is running"/g);
      return [...ports].map(([, port]) => `deskbell_demo_${port}`);
    },
    interrupt,
    async [Symbol.asyncDispose]() {
      await interrupt();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everything that runs on the machine, by its parent. */
function familyOf(pid: number): Running[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const all = rows.flatMap((row) => {
    const [, own, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return command === undefined ? [] : [{ pid: Number(own), parent: Number(parent), command }];
  });
  const family = new Set([pid]);
  // A child may have a lower number than its parent, so once more until nobody new is found.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const one of all) if (family.has(one.parent)) family.add(one.pid);
  }
  return all.filter((one) => family.has(one.pid)).map(({ pid: own, command }) => ({ pid: own, command }));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
