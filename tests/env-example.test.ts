import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, readConfiguration, type Configuration } from '../src/config.ts';
import { loadSystems } from '../src/systems.ts';

const text = readFileSync('.env.example', 'utf8');
const systems = await loadSystems();
const everySystem = [...systems.platforms, ...systems.integrations];

/** What a shop with everything fills in. */
const FILLED = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_APP_TOKEN: 'xapp-1',
  DISCORD_TOKEN: 'token',
  DISCORD_GUILD_ID: '200000000000000001',
  TRMM_API_URL: 'https://api.example.com',
  TRMM_API_KEY: 'key',
  FREESCOUT_URL: 'https://help.example.com',
  FREESCOUT_API_KEY: 'key',
  ERPNEXT_URL: 'https://erp.example.com',
  ERPNEXT_API_KEY: 'key',
  ERPNEXT_API_SECRET: 'secret',
};

function variablesOf(schema: z.ZodType): string[] {
  return Object.keys(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }).properties ?? {});
}

/** What config.ts itself asks for, as its source says. */
function ownVariables(): string[] {
  const source = readFileSync('src/config.ts', 'utf8');
  const found = [...source.matchAll(/^ {2}([A-Z_]+): z\b|environment\['([A-Z_]+)'\]/gm)];
  return found.map(([, inSchema, alone]) => inSchema ?? alone ?? '');
}

/** The configuration with what the example says when these lines are filled in. */
function configured(lines: string): Configuration {
  return readConfiguration({ ...parseEnv(lines), ...FILLED }, systems);
}

test('every variable is in the example, and nothing else is', () => {
  const named = [...text.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
  const known = [...everySystem.flatMap((system) => variablesOf(system.environment)), ...ownVariables()];
  expect(known).toEqual(expect.arrayContaining(['SLACK_BOT_TOKEN', 'REDIS_URL', 'DESKBELL_CONFIG']));
  expect(named.toSorted()).toEqual([...new Set(known)].toSorted());
});

test('each variable is explained above it', () => {
  const lines = text.split('\n');
  const bare = lines.filter((line, index) => {
    const before = lines.slice(0, index).findLast((one) => !/^#?[A-Z_]+=/.test(one));
    return /^#?[A-Z_]+=/.test(line) && !before?.startsWith('# ');
  });
  expect(bare).toEqual([]);
});

test('copied as it is, everything is switched off and nothing else is wrong', () => {
  const read = (): unknown => readConfiguration(parseEnv(text), systems);
  expect(read).toThrow(ConfigurationError);
  expect(read).toThrow(/has 1 mistake:\n  environment: no chat is configured: set .*SLACK_BOT_TOKEN/);
});

test('the defaults that it shows are the defaults', () => {
  const shown = text.replaceAll(/^#(?=[A-Z_]+=)/gm, '').replaceAll(/^DESKBELL_CONFIG=.*$/gm, '');
  expect(parseEnv(shown)).toMatchObject({ PORT: '3000', TRMM_POLL_SECONDS: '60' });
  expect(configured(shown)).toEqual(configured(''));
});
