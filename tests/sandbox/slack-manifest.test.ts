import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readManifest } from '../../sandbox/slack/manifest.ts';

const manifest = () => ({
  display_information: { name: 'Bell', description: 'Rings.' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    bot_user: { display_name: 'Bell' },
    shortcuts: [{ name: 'Make ticket', type: 'message', callback_id: 'make-ticket', description: 'x' }],
    slash_commands: [{ command: '/bell', description: 'x' }],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'im:history'] } },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ['app_home_opened', 'message.im'] },
    socket_mode_enabled: true,
  },
});

type Manifest = ReturnType<typeof manifest>;

describe('an app made from a manifest', () => {
  test('has what the manifest says', () => {
    expect(readManifest(stringify(manifest()))).toEqual({
      scopes: ['chat:write', 'commands', 'im:history'],
      commands: ['/bell'],
      shortcuts: ['make-ticket'],
      events: ['app_home_opened', 'message.im'],
      interactivity: true,
      appHome: { home: true, messages: true, readOnly: true },
    });
  });

  test('has nothing that the manifest leaves out', () => {
    expect(readManifest('display_information: { name: Bell }')).toEqual({
      scopes: [],
      commands: [],
      shortcuts: [],
      events: [],
      interactivity: false,
      appHome: { home: false, messages: false, readOnly: false },
    });
  });

  test('is possible with the manifest of this project', () => {
    const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
    expect(readManifest(text).scopes).toContain('chat:write');
  });

  test.each<[string, (one: Manifest) => object, string]>([
    ['no name', (one) => ({ ...one, display_information: {} }), 'display_information.name is missing'],
    [
      'a name of 36',
      (one) => ({ ...one, display_information: { name: 'x'.repeat(36) } }),
      'display_information.name is longer than 35 characters',
    ],
    [
      'a description of 141',
      (one) => ({ ...one, display_information: { name: 'x'.repeat(35), description: 'x'.repeat(141) } }),
      'display_information.description is longer than 140 characters',
    ],
    [
      'scopes without a bot user',
      (one) => ({ ...one, features: { ...one.features, bot_user: undefined } }),
      'features.bot_user is missing, and bot scopes are asked for',
    ],
    [
      'commands without their scope',
      (one) => ({ ...one, oauth_config: { scopes: { bot: ['im:history'] } } }),
      'features.slash_commands ask for the scope commands',
    ],
    [
      'a command without its slash',
      (one) => ({ ...one, features: { ...one.features, slash_commands: [{ command: 'bell' }] } }),
      'bell does not begin with a slash',
    ],
    [
      'a command of 33',
      (one) => ({ ...one, features: { ...one.features, slash_commands: [{ command: `/${'x'.repeat(32)}` }] } }),
      'a slash command is longer than 32 characters',
    ],
    [
      '51 commands',
      (one) => ({
        ...one,
        features: { ...one.features, slash_commands: Array.from({ length: 51 }, () => ({ command: '/a' })) },
      }),
      'features.slash_commands are more than 50',
    ],
    [
      'a command without an address where there is no socket',
      (one) => ({ ...one, settings: { ...one.settings, socket_mode_enabled: false } }),
      '/bell has no url, and Socket Mode is off',
    ],
    [
      'a shortcut name of 25',
      (one) => ({ ...one, features: { ...one.features, shortcuts: [{ name: 'x'.repeat(25) }] } }),
      'the name of a shortcut is longer than 24 characters',
    ],
    [
      '11 shortcuts',
      (one) => ({
        ...one,
        features: { ...one.features, shortcuts: Array.from({ length: 11 }, () => ({ name: 'a' })) },
      }),
      'features.shortcuts are more than 10',
    ],
    [
      'an event without its scope',
      (one) => ({ ...one, oauth_config: { scopes: { bot: ['commands'] } } }),
      'message.im asks for the scope im:history',
    ],
    [
      'an event that does not exist',
      (one) => ({ ...one, settings: { ...one.settings, event_subscriptions: { bot_events: ['message.ims'] } } }),
      'there is no event message.ims',
    ],
  ])('is refused for %s', (_name, broken, sentence) => {
    expect(() => readManifest(stringify(broken(manifest())))).toThrow(`Slack would refuse this manifest:\n${sentence}`);
  });
});
