import { existsSync, readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { PlatformSystem } from './bot/contract.ts';
import type { Link } from './desk/alert/alert.ts';
import { Settings } from './desk/settings.ts';
import type { IntegrationSystem } from './integrations/contract.ts';
import { withPublicHolidays } from './holidays.ts';
import { type Misplaced, misfits } from './misfits.ts';
import type { Systems } from './systems.ts';

const DEFAULT_FILE = './deskbell.yaml';

const Environment = z.object({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'is no address such as redis://127.0.0.1:6379' })
    .default('redis://127.0.0.1:6379'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'is no number' }).int().min(0).max(65_535).default(3000),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is no address such as https://desk.example.com' }).optional(),
  DESKBELL_SECRET: z.string().min(16, 'is shorter than 16 characters').optional(),
  DESKBELL_VIRTUAL_CLOCK: z.enum(['on', 'off'], { error: 'is on or off' }).default('off'),
  VAULTWARDEN_URL: z.url({ protocol: /^https?$/, error: 'is no address such as https://vault.example.com' }).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

/** A system that is switched on, with its part of the environment. */
export interface Chosen<S> {
  system: S;
  environment: unknown;
}

export interface Configuration {
  redisUrl: string;
  host: string;
  port: number;
  /** Where browsers reach the listener, if they do. */
  publicUrl?: string;
  /** Signs links; one is made and kept where there is none. */
  secret?: string;
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  /** The desk's clock can be moved ahead over HTTP: for demos and tests alone. */
  virtualClock: boolean;
  settings: Settings;
  /** Systems that people open and Deskbell itself does not talk to. */
  links: readonly Link[];
  platforms: readonly Chosen<PlatformSystem>[];
  integrations: readonly Chosen<IntegrationSystem>[];
}

/** One thing that is wrong with the configuration, where, and what mends it. */
export interface Mistake {
  where: string;
  says: string;
}

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(
      `The configuration has ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}:\n${mistakes.map(({ where, says }) => `  ${where}: ${says}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}

/** Reads the environment and the YAML file once; throws a `ConfigurationError` with all mistakes at once. */
export function readConfiguration(environment: NodeJS.ProcessEnv, systems: Systems): Configuration {
  const mistakes: Mistake[] = [];
  const general = parseEnvironment(Environment, environment, mistakes);
  const platforms = choose(systems.platforms, environment, mistakes);
  const integrations = choose(systems.integrations, environment, mistakes);
  const on = systems.platforms.filter((system) => isOn(system, environment)).map(({ id }) => id);
  const settings = readSettings(environment['DESKBELL_CONFIG'] || undefined, systems, mistakes, on);
  if (on.length === 0) {
    const switches = systems.platforms.flatMap((system) => system.switches).join(' or ');
    mistakes.push({ where: 'environment', says: `no chat is configured: set ${switches}` });
  }
  if (mistakes.length > 0 || !general || !settings) throw new ConfigurationError(mistakes);
  return {
    redisUrl: general.REDIS_URL,
    host: general.HOST,
    port: general.PORT,
    ...(general.PUBLIC_URL === undefined ? {} : { publicUrl: general.PUBLIC_URL }),
    ...(general.DESKBELL_SECRET === undefined ? {} : { secret: general.DESKBELL_SECRET }),
    logLevel: general.LOG_LEVEL,
    virtualClock: general.DESKBELL_VIRTUAL_CLOCK === 'on',
    settings: withPublicHolidays(settings, new Date().getUTCFullYear()),
    links: general.VAULTWARDEN_URL === undefined ? [] : [{ label: 'Vaultwarden', url: general.VAULTWARDEN_URL }],
    platforms,
    integrations,
  };
}

function choose<S extends PlatformSystem | IntegrationSystem>(
  systems: readonly S[],
  environment: NodeJS.ProcessEnv,
  mistakes: Mistake[],
): Chosen<S>[] {
  return systems.flatMap((system) => {
    if (!isOn(system, environment)) return [];
    const parsed = parseEnvironment(system.environment, environment, mistakes);
    return parsed === undefined ? [] : [{ system, environment: parsed }];
  });
}

function isOn({ switches }: Pick<PlatformSystem, 'switches'>, environment: NodeJS.ProcessEnv): boolean {
  return switches.some((name) => isSet(environment[name]));
}

/** An empty variable is an absent one. */
function parseEnvironment<T>(schema: z.ZodType<T>, environment: NodeJS.ProcessEnv, mistakes: Mistake[]): T | undefined {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => isSet(value)));
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? 'environment');
    mistakes.push({
      where: name,
      says: isSet(environment[name]) ? issue.message : `is missing: set it in the environment`,
    });
  }
  return undefined;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

function readSettings(
  file: string | undefined,
  systems: Systems,
  mistakes: Mistake[],
  on: readonly string[],
): Settings | undefined {
  const path = file ?? DEFAULT_FILE;
  if (!existsSync(path)) {
    if (file === undefined) return Settings.parse({});
    mistakes.push({ where: 'DESKBELL_CONFIG', says: `there is no file ${file}` });
    return undefined;
  }
  return parseSettings(readFileSync(path, 'utf8'), path, systems, mistakes, on);
}

/** The settings of a YAML text; each mistake with its line. `on` are the platforms that are switched on. */
export function parseSettings(
  text: string,
  file: string,
  systems: Systems,
  mistakes: Mistake[],
  on: readonly string[] = systems.platforms.map(({ id }) => id),
): Settings | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors)
    mistakes.push({
      where: `${file}:${error.linePos?.[0].line ?? 1}`,
      says: error.message.split('\n')[0] ?? error.message,
    });
  if (document.errors.length > 0) return undefined;
  const note = (found: readonly Misplaced[]): void => {
    const placed = found.map(({ path, says }) => ({ line: lineOf(document, path, lines), path, says }));
    for (const { line, path, says } of placed.toSorted((left, right) => left.line - right.line))
      mistakes.push({ where: `${file}:${line} ${path.join('.')}`.trim(), says });
  };
  const raw: unknown = document.toJS() ?? {};
  const parsed = Settings.safeParse(raw);
  if (parsed.success) {
    note(misfits(parsed.data, { systems, on, broken: new Set() }));
    return parsed.data;
  }
  const issues = parsed.error.issues.flatMap(misplaced);
  note([...issues, ...restOf(raw, issues, { systems, on })]);
  return undefined;
}

/** A word that is not known is a mistake of its own, on its own line. */
function misplaced(issue: z.core.$ZodIssue): Misplaced[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, says: issue.message }];
  return issue.keys.map((key) => ({ path: [...issue.path, key], says: 'is not known here' }));
}

/** The names that point nowhere in the parts that can be read. */
function restOf(
  raw: unknown,
  issues: readonly Misplaced[],
  house: { systems: Systems; on: readonly string[] },
): Misplaced[] {
  if (typeof raw !== 'object' || raw === null) return [];
  const broken = new Set(issues.map(({ path }) => String(path[0])));
  const sound = Settings.safeParse(Object.fromEntries(Object.entries(raw).filter(([part]) => !broken.has(part))));
  return sound.success ? misfits(sound.data, { ...house, broken }) : [];
}

function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length -= 1) {
    const within: unknown = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const word = path[length - 1];
    const node: unknown = isMap(within)
      ? within.items.find(({ key }) => isScalar(key) && String(key.value) === String(word))?.key
      : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
