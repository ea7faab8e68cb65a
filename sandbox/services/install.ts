import { spawnSync } from 'node:child_process';
import { findProgram } from './programs.ts';

/** What a package manager calls a service. */
export interface Packages {
  debian: string;
  mac: string;
}

interface Manager {
  /** The line a person would type. */
  line: string;
  /** Absent when it would ask for a password. */
  commands?: string[][];
}

/** The one line that installs it here. */
export function installLine(packages: Packages): string {
  return managerFor(packages).line;
}

/** Installs it, with its output on the screen; false when that was not possible. */
export function install(packages: Packages): boolean {
  const { commands } = managerFor(packages);
  if (commands === undefined) return false;
  return commands.every(([program = '', ...words]) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    return spawnSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
  });
}

/** Runs a command as root; false when that failed, or would ask for a password. */
export function runAsRoot(command: readonly string[]): boolean {
  const before = sudo();
  if (before === undefined) return false;
  const [program = '', ...words] = [...before, ...command];
  return spawnSync(program, words, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function managerFor({ debian, mac }: Packages): Manager {
  const apt = findProgram('apt-get');
  const brew = findProgram('brew');
  if (process.platform === 'darwin') {
    if (brew === undefined) return { line: `brew install ${mac} (with Homebrew from https://brew.sh)` };
    return { line: `brew install ${mac}`, commands: [[brew, 'install', ...mac.split(' ')]] };
  }
  if (apt === undefined) return { line: `install ${debian} with this system's package manager` };
  const words = ['install', '-y', '--no-install-recommends', ...debian.split(' ')];
  const before = sudo();
  const line = `${isRoot() ? '' : 'sudo '}apt-get update && ${isRoot() ? '' : 'sudo '}apt-get ${words.join(' ')}`;
  if (before === undefined) return { line };
  return {
    line,
    commands: [
      [...before, apt, 'update'],
      [...before, apt, ...words],
    ],
  };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** What has to stand before a command of root's; undefined when a password would be asked for. */
function sudo(): string[] | undefined {
  if (isRoot()) return [];
  const program = findProgram('sudo');
  if (program === undefined || spawnSync(program, ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return undefined;
  return [program, '-n', '--preserve-env=DEBIAN_FRONTEND,RUNLEVEL'];
}
