import { parse } from 'yaml';
import { isObject, type Json } from './block-kit.ts';
import { scopesOf } from './delivery/subscriptions.ts';
import type { SlackOptions } from './options.ts';

type Granted = Required<
  Pick<SlackOptions, 'scopes' | 'commands' | 'shortcuts' | 'events' | 'interactivity' | 'appHome'>
>;

const MOST = { name: 35, description: 140, command: 32, commands: 50, shortcut: 24, shortcuts: 10 };

/** The app as its manifest describes it, in YAML or JSON. Throws with everything for which Slack would not take the manifest. */
export function readManifest(text: string): Granted {
  const manifest = objectAt({ root: parse(text) as unknown }, 'root');
  const mistakes = mistakesIn(manifest);
  if (mistakes.length > 0) throw new Error(`Slack would refuse this manifest:\n${mistakes.join('\n')}`);
  const features = objectAt(manifest, 'features');
  const settings = objectAt(manifest, 'settings');
  const home = objectAt(features, 'app_home');
  return {
    scopes: scopesIn(manifest),
    commands: listAt(features, 'slash_commands').map((one) => textAt(one, 'command')),
    shortcuts: listAt(features, 'shortcuts').map((one) => textAt(one, 'callback_id')),
    events: eventsIn(manifest),
    interactivity: objectAt(settings, 'interactivity')['is_enabled'] === true,
    appHome: {
      home: home['home_tab_enabled'] === true,
      messages: home['messages_tab_enabled'] === true,
      readOnly: home['messages_tab_read_only_enabled'] === true,
    },
  };
}

function mistakesIn(manifest: Json): string[] {
  const shown = objectAt(manifest, 'display_information');
  return [
    ...tooLong('display_information.name', textAt(shown, 'name'), MOST.name),
    ...tooLong('display_information.description', textAt(shown, 'description'), MOST.description),
    ...(textAt(shown, 'name') === '' ? ['display_information.name is missing'] : []),
    ...featureMistakes(manifest),
    ...commandMistakes(manifest),
    ...eventMistakes(manifest),
  ];
}

function featureMistakes(manifest: Json): string[] {
  const features = objectAt(manifest, 'features');
  const shortcuts = listAt(features, 'shortcuts');
  const needsUser = scopesIn(manifest).length > 0 && textAt(objectAt(features, 'bot_user'), 'display_name') === '';
  return [
    ...(needsUser ? ['features.bot_user is missing, and bot scopes are asked for'] : []),
    ...(shortcuts.length > MOST.shortcuts ? [`features.shortcuts are more than ${MOST.shortcuts}`] : []),
    ...shortcuts.flatMap((one) => tooLong('the name of a shortcut', textAt(one, 'name'), MOST.shortcut)),
  ];
}

function commandMistakes(manifest: Json): string[] {
  const commands = listAt(objectAt(manifest, 'features'), 'slash_commands');
  const bySocket = objectAt(manifest, 'settings')['socket_mode_enabled'] === true;
  const asked = commands.length > 0 && !scopesIn(manifest).includes('commands');
  return [
    ...(asked ? ['features.slash_commands ask for the scope commands'] : []),
    ...(commands.length > MOST.commands ? [`features.slash_commands are more than ${MOST.commands}`] : []),
    ...commands.flatMap((one) => {
      const command = textAt(one, 'command');
      return [
        ...tooLong('a slash command', command, MOST.command),
        ...(/^\/\S+$/.test(command) ? [] : [`${command || 'a slash command'} does not begin with a slash`]),
        ...(bySocket || textAt(one, 'url') !== '' ? [] : [`${command} has no url, and Socket Mode is off`]),
      ];
    }),
  ];
}

function eventMistakes(manifest: Json): string[] {
  const scopes = scopesIn(manifest);
  return eventsIn(manifest).flatMap((event) => {
    const needed = scopesOf(event);
    if (!needed) return [`there is no event ${event}`];
    return needed.filter((scope) => !scopes.includes(scope)).map((scope) => `${event} asks for the scope ${scope}`);
  });
}

function scopesIn(manifest: Json): string[] {
  return stringsAt(objectAt(objectAt(manifest, 'oauth_config'), 'scopes'), 'bot');
}

function eventsIn(manifest: Json): string[] {
  return stringsAt(objectAt(objectAt(manifest, 'settings'), 'event_subscriptions'), 'bot_events');
}

function tooLong(what: string, text: string, greatest: number): string[] {
  return text.length > greatest ? [`${what} is longer than ${greatest} characters`] : [];
}

function objectAt(parent: Json, name: string): Json {
  const value = parent[name];
  return isObject(value) ? value : {};
}

function listAt(parent: Json, name: string): Json[] {
  const value = parent[name];
  return Array.isArray(value) ? value.filter((one): one is Json => isObject(one)) : [];
}

function stringsAt(parent: Json, name: string): string[] {
  const value = parent[name];
  return Array.isArray(value) ? value.map(String) : [];
}

function textAt(parent: Json, name: string): string {
  const value = parent[name];
  return typeof value === 'string' ? value : '';
}
