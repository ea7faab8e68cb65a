import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const path = resolve('../shared/specs/discord-openapi.json');

/** Path of Discord's OpenAPI file, or undefined where it is not at hand; CI must have it. */
export const specification = existsSync(path) ? path : undefined;

if (!specification) {
  const message = `Discord's OpenAPI file is not at ${path}: nothing is judged by it in this run.`;
  if (process.env['CI']) throw new Error(message);
  console.warn(message);
}
