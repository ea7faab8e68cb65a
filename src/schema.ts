import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Settings } from './desk/settings.ts';

/** The JSON schema of the YAML file, for editors. */
export function settingsSchema(): string {
  const schema = z.toJSONSchema(Settings, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'Deskbell', ...schema }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(new URL('../deskbell.schema.json', import.meta.url), settingsSchema());
