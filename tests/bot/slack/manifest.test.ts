import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { commandSpecs } from '../../../src/bot/commands.ts';
import { SCOPES } from '../../../src/bot/slack/scopes.ts';

const root = new URL('../../../', import.meta.url);
const schemas = new URL('../shared/specs/slack-manifest-schema/', root);
const hasSchemas = existsSync(schemas);

const Manifest = z.object({
  _metadata: z.object({ major_version: z.number() }),
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        description: z.string(),
        usage_hint: z.string().default(''),
        url: z.string().optional(),
      }),
    ),
    shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string() })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()), user: z.undefined().optional() }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }).optional(),
    interactivity: z.object({ is_enabled: z.boolean() }),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const written: unknown = parse(readFileSync(new URL('manifest.yml', root), 'utf8'));
const manifest = Manifest.parse(written);

/** Names that the published types of the Web API know, so that a misspelled one is found. */
function published(list: 'BotScope' | 'ManifestEvent'): Set<string> {
  const types = fileURLToPath(new URL('node_modules/@slack/web-api/dist/types/request/manifest.d.ts', root));
  const [, names = ''] = new RegExp(`type ${list} = ([^;]+);`).exec(readFileSync(types, 'utf8')) ?? [];
  return new Set([...names.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? ''));
}

describe('manifest.yml', () => {
  if (!hasSchemas && process.env['CI'] === undefined) {
    console.warn(
      `Slack's manifest schema is not at hand (${fileURLToPath(schemas)}), so the manifest was not held against it.`,
    );
  }

  test.skipIf(!hasSchemas && process.env['CI'] === undefined)('is what Slack publishes a schema for', () => {
    const version = manifest._metadata.major_version;
    const schema: unknown = JSON.parse(readFileSync(new URL(`manifest.schema.${version}.0.0.json`, schemas), 'utf8'));
    const ajv = new Ajv({ allErrors: true, strict: false });
    formats.default(ajv);
    const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));
    validate(written);
    expect(validate.errors).toBeNull();
  });

  test('its commands are those that the desk answers', () => {
    const commands = manifest.features.slash_commands.map(({ command }) => command);
    const typed = commandSpecs.filter(({ label }) => label === undefined);
    expect(commands.toSorted()).toEqual(typed.map(({ name }) => `/${name}`).toSorted());
  });

  test('what it offers in the menu of a message is what the desk answers', () => {
    const offered = manifest.features.shortcuts.map(({ name, callback_id: id, type }) => [id, name, type]);
    const answered = commandSpecs.filter(({ label }) => label !== undefined);
    expect(offered).toEqual(answered.map(({ name, label }) => [name, label, 'message']));
  });

  test('its scopes exist, are those that the check asks for, and are ten at most', () => {
    const { bot } = manifest.oauth_config.scopes;
    const known = published('BotScope');
    expect(known.size).toBeGreaterThan(50);
    expect(bot.filter((scope) => !known.has(scope))).toEqual([]);
    expect(bot.toSorted()).toEqual(Object.keys(SCOPES).toSorted());
    expect(bot.length).toBeLessThanOrEqual(10);
  });

  test('its events exist', () => {
    const events = manifest.settings.event_subscriptions?.bot_events ?? [];
    const known = published('ManifestEvent');
    expect(known.size).toBeGreaterThan(20);
    expect(events.filter((event) => !known.has(event))).toEqual([]);
  });

  test('whoever opens the home tab is heard, which takes no scope', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(true);
    expect(manifest.settings.event_subscriptions?.bot_events).toEqual(['app_home_opened']);
  });

  test('has a bot user, and commands that need no address since sockets are on', () => {
    expect(manifest.features.bot_user.display_name).toBe('Deskbell');
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.slash_commands.filter(({ url }) => url !== undefined)).toEqual([]);
  });

  test('people can press, and read what the bot writes to them alone', () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.features.app_home.messages_tab_enabled).toBe(true);
    expect(manifest.settings.token_rotation_enabled).toBe(false);
  });
});

test('the hint of a command names each of its subcommands', () => {
  for (const { name, subcommands = [] } of commandSpecs) {
    const hint = manifest.features.slash_commands.find(({ command }) => command === `/${name}`)?.usage_hint ?? '';
    const named = new Set(hint.split(/[^a-z-]+/));
    expect(subcommands.map((one) => one.name).filter((one) => !named.has(one))).toEqual([]);
  }
});
