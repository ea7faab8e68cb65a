import { install, installLine, runAsRoot, type Packages } from './install.ts';
import { lookAtMariadb, startMariadb, testDatabaseUrl } from './mariadb.ts';
import { findChromium, findProgram } from './programs.ts';

export type Service = 'redis' | 'mariadb' | 'chromium';

/** Says a line to whoever waits. */
export type Say = (line: string) => void;

/** Undefined when all is well, else the sentence that mends it. */
type Ensure = (say: Say) => Promise<string | undefined>;

const PACKAGES = {
  redis: { debian: 'redis-server', mac: 'redis' },
  mariadb: { debian: 'mariadb-server', mac: 'mariadb' },
  chromium: { debian: 'chromium', mac: '--cask chromium' },
} satisfies Record<Service, Packages>;

const ensurers: Readonly<Record<Service, Ensure>> = {
  redis: async (say) => installed('redis', () => findProgram('redis-server', 'valkey-server'), say),
  mariadb: ensureMariadb,
  chromium: async (say) => installed('chromium', findChromium, say),
};

/** Makes sure that each is there, installing or starting it where that needs no password. Gives what is still missing, each with its mend. */
export async function ensureServices(names: readonly Service[], say: Say): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) {
    const sentence = await ensurers[name](say);
    if (sentence !== undefined) missing.push(sentence);
  }
  return missing;
}

function installed(name: Service, find: () => string | undefined, say: Say): string | undefined {
  if (find() !== undefined) return undefined;
  say(`${name} is missing. Installing it: ${installLine(PACKAGES[name])}`);
  if (install(PACKAGES[name]) && find() !== undefined) return undefined;
  return `${name} is missing. Install it with: ${installLine(PACKAGES[name])}`;
}

/** Never touches a server that is there already: one of its own is started only where the port is free. */
async function ensureMariadb(say: Say): Promise<string | undefined> {
  const url = testDatabaseUrl();
  const found = await lookAtMariadb(url);
  if (found === 'answers') return undefined;
  if (process.env['TEST_DATABASE_URL'])
    return `TEST_DATABASE_URL ${found === 'denied' ? 'is not let in by its server' : 'names a server that does not answer'}. Correct it, or unset it.`;
  if (found === 'denied') return deniedSentence();
  const missing = installed('mariadb', () => findProgram('mariadbd', 'mysqld'), say);
  if (missing !== undefined) return missing;
  const fresh = await lookAtMariadb(url);
  if (fresh === 'answers' || (fresh === 'denied' && (await letTestsIn(url)))) return undefined;
  if (fresh === 'denied') return deniedSentence();
  try {
    const { pid, folder } = await startMariadb(Number(new URL(url).port) || 3306);
    say(`MariaDB was not running: started one for tests in ${folder}. End it with: kill ${pid}`);
    return undefined;
  } catch (error) {
    return `MariaDB could not be started. ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A server that was installed a moment ago, for tests, and that its package has started: root may come without a password. */
async function letTestsIn(url: string): Promise<boolean> {
  const change = "ALTER USER root@localhost IDENTIFIED VIA unix_socket OR mysql_native_password USING ''";
  return runAsRoot(['mariadb', '-e', change]) && (await lookAtMariadb(url)) === 'answers';
}

function deniedSentence(): string {
  return `The MariaDB at 127.0.0.1:3306 does not let root in without a password. Give the tests a login of their own:
    sudo mariadb -e "CREATE USER deskbell@127.0.0.1 IDENTIFIED BY 'deskbell'; GRANT ALL ON *.* TO deskbell@127.0.0.1 WITH GRANT OPTION"
    export TEST_DATABASE_URL=mysql://deskbell:deskbell@127.0.0.1:3306`;
}
