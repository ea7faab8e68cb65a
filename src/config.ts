import { existsSync, readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import type { PlatformSystem } from './bot/contract.ts';
import { Settings } from './desk/settings.ts';
import type { IntegrationSystem } from './integrations/contract.ts';
import type { Systems } from './systems.ts';

const DEFAULT_FILE = './deskbell.yaml';

const Environment = z.object({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'is no address such as redis://127.0.0.1:6379' })
    .default('redis://127.0.0.1:6379'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'is no number' }).int().min(0).max(65_535).default(3000),
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
  logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
  settings: Settings;
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
  const settings = readSettings(environment['DESKBELL_CONFIG'], systems, mistakes);
  if (platforms.length === 0 && mistakes.length === 0) {
    const switches = systems.platforms.flatMap((system) => system.switches).join(' or ');
    mistakes.push({ where: 'environment', says: `no chat is configured: set ${switches}` });
  }
  if (mistakes.length > 0 || !general || !settings) throw new ConfigurationError(mistakes);
  return {
    redisUrl: general.REDIS_URL,
    host: general.HOST,
    port: general.PORT,
    logLevel: general.LOG_LEVEL,
    settings,
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
    if (!system.switches.some((name) => isSet(environment[name]))) return [];
    const parsed = parseEnvironment(system.environment, environment, mistakes);
    return parsed === undefined ? [] : [{ system, environment: parsed }];
  });
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

function readSettings(file: string | undefined, systems: Systems, mistakes: Mistake[]): Settings | undefined {
  const path = file ?? DEFAULT_FILE;
  if (!existsSync(path)) {
    if (file === undefined) return Settings.parse({});
    mistakes.push({ where: 'DESKBELL_CONFIG', says: `there is no file ${file}` });
    return undefined;
  }
  return parseSettings(readFileSync(path, 'utf8'), path, systems, mistakes);
}

/** The settings of a YAML text; each mistake with its line. */
export function parseSettings(text: string, file: string, systems: Systems, mistakes: Mistake[]): Settings | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors)
    mistakes.push({
      where: `${file}:${error.linePos?.[0].line ?? 1}`,
      says: error.message.split('\n')[0] ?? error.message,
    });
  if (document.errors.length > 0) return undefined;
  const parsed = Settings.safeParse(document.toJS() ?? {});
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      mistakes.push({
        where: `${file}:${lineOf(document, issue.path, lines)} ${issue.path.join('.')}`.trim(),
        says: issue.message,
      });
    }
    return undefined;
  }
  mistakes.push(
    ...misfits(parsed.data, systems).map(({ path, says }) => ({
      where: `${file}:${lineOf(document, path, lines)} ${path.join('.')}`,
      says,
    })),
  );
  return parsed.data;
}

/** Names that point nowhere. */
function misfits(settings: Settings, systems: Systems): { path: (string | number)[]; says: string }[] {
  const ids = [...systems.platforms, ...systems.integrations].map((system) => system.id);
  const found: { path: (string | number)[]; says: string }[] = [];
  const own = new Set(['name', 'email', 'role', 'zone']);
  for (const [index, person] of settings.people.entries()) {
    for (const word of Object.keys(person)) {
      if (!own.has(word) && !ids.includes(word))
        found.push({
          path: ['people', index, word],
          says: `there is no system "${word}"; known are ${ids.join(', ')}`,
        });
    }
  }
  for (const [index, client] of settings.clients.entries()) {
    if (client.tier !== undefined && !settings.tiers[client.tier])
      found.push({ path: ['clients', index, 'tier'], says: `there is no tier "${client.tier}" under tiers` });
  }
  const calendars = [
    ...Object.entries(settings.tiers).map(([name, tier]) => ({
      path: ['tiers', name, 'calendar'],
      name: tier.calendar,
    })),
    { path: ['sla', 'calendar'], name: settings.sla.calendar },
  ];
  for (const { path, name } of calendars) {
    if (name !== undefined && !settings.calendars[name])
      found.push({ path, says: `there is no calendar "${name}" under calendars` });
  }
  return found;
}

function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    const range =
      isMap(node) || hasRange(node) ? (node as { range?: [number, number, number] | null }).range : undefined;
    if (range) return lines.linePos(range[0]).line;
  }
  return 1;
}

function hasRange(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'range' in node;
}
