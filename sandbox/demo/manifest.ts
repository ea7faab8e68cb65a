import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Manifest {
  features: { slash_commands: { command: string }[] };
  oauth_config: { scopes: { bot: string[] } };
}

/** What the app's manifest asks Slack for: with more than that, the demo would show what a real workspace refuses. */
export function readManifest(): { scopes: string[]; commands: string[] } {
  const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const { features, oauth_config: oauth } = parse(text) as Manifest;
  return { scopes: oauth.scopes.bot, commands: features.slash_commands.map(({ command }) => command) };
}
