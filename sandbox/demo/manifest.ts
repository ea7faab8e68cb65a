import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The manifest by which the app is made in Slack, here as there. */
export const manifestText = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');

interface Manifest {
  features: {
    app_home?: { home_tab_enabled?: boolean };
    shortcuts?: { name: string; type: 'global' | 'message'; callback_id: string; description?: string }[];
    slash_commands: { command: string; description?: string; usage_hint?: string }[];
  };
}

/** What a person finds of the app in Slack's own menus, before it has said a word. */
export interface SlackApp {
  home: boolean;
  commands: { command: string; description: string; hint: string }[];
  shortcuts: { name: string; type: 'global' | 'message'; callbackId: string; description: string }[];
}

export function readApp(): SlackApp {
  const { app_home: home, slash_commands: commands, shortcuts = [] } = manifest().features;
  return {
    home: home?.home_tab_enabled === true,
    commands: commands.map(({ command, description = '', usage_hint: hint = '' }) => ({ command, description, hint })),
    shortcuts: shortcuts.map(({ name, type, callback_id: callbackId, description = '' }) => ({
      name,
      type,
      callbackId,
      description,
    })),
  };
}

function manifest(): Manifest {
  return parse(manifestText) as Manifest;
}
