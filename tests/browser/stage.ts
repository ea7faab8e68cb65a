import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../sandbox/services/programs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Nothing that the browser does by itself may look like the page's doing. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface DemoProcess {
  url: string;
  /** The file that the bot logs into. */
  logFile: string;
  /** As Ctrl-C does; gives the exit code. */
  interrupt(): Promise<number | null>;
}

/** `npm run demo` as its user starts it. Rejects with what it says when it ends at once. */
export async function startDemoProcess(...words: string[]): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['sandbox/demo.ts', ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
  return {
    url: /is at (\S+)/.exec(said)?.[1] ?? '',
    logFile: /logs: (\S+)/.exec(said)?.[1] ?? '',
    async interrupt() {
      if (child.exitCode !== null) return child.exitCode;
      const gone = once(child, 'close');
      child.kill('SIGINT');
      const [code] = (await gone) as [number | null];
      return code;
    },
  };
}

/** A browser without a trace of any other visit. */
export function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium on this machine; npm test installs it.');
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Visit {
  page: Page;
  slack: Locator;
  discord: Locator;
  behind: Locator;
  panel: Locator;
  /** Addresses of other hosts that the page asked for, and what it complained of. */
  strays: string[];
  complaints: string[];
}

/** Opens the page and waits until the bot runs. */
export async function visit(browser: Browser, url: string, viewport = { width: 1280, height: 800 }): Promise<Visit> {
  const page = await browser.newPage({ viewport, locale: 'en-GB', timezoneId: 'Europe/Berlin' });
  page.setDefaultTimeout(30_000);
  const strays: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url && !request.url().startsWith('data:')) strays.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const { url: from } = message.location();
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${from}`);
  });
  await page.goto(url);
  await page
    .getByText('Deskbell is running')
    .waitFor()
    .catch(async (error: unknown) => {
      throw new Error(`Deskbell does not start: ${await page.locator('body').innerText()}`, { cause: error });
    });
  return {
    page,
    slack: page.getByRole('region', { name: 'Slack', exact: true }),
    discord: page.getByRole('region', { name: 'Discord', exact: true }),
    behind: page.getByRole('region', { name: 'As it really stands' }),
    panel: page.getByRole('region', { name: 'Make it happen' }),
    strays,
    complaints,
  };
}

/** The card of a column that says this; what rings about it comes below. */
export function card(column: Locator, words: string): Locator {
  return column.locator('article:not(.own)', { hasText: words }).first();
}

/** Asks again and again what is written there; nothing while it is not there. */
export function said(place: Locator): () => Promise<string> {
  return async () => ((await place.count()) === 0 ? '' : place.innerText());
}

/** From now on this person acts. */
export async function act({ page }: Visit, name: string): Promise<void> {
  await page.getByRole('group', { name: 'Acting as' }).getByText(name).click();
}

/** Opens a tab of the panel. */
export async function open({ panel }: Visit, tab: string): Promise<void> {
  await panel.getByRole('tab', { name: tab }).click();
}
