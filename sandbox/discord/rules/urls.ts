import type { Path } from '../refusal.ts';
import type { Check } from './check.ts';

/** Addresses must be well formed and http or https (also `discord:` on link buttons, `attachment:` for what was uploaded). */
export function checkUrl(check: Check, url: string | null | undefined, at: Path, schemes = ['http:', 'https:']): void {
  if (url === undefined || url === null) return;
  if (!URL.canParse(url)) return check.add(at, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  const { protocol } = new URL(url);
  if (schemes.includes(protocol)) return;
  const known = schemes.map((scheme) => `'${scheme.slice(0, -1)}'`).join(', ');
  const message = `Scheme "${protocol.slice(0, -1)}" is not supported. Scheme must be one of (${known}).`;
  check.add(at, 'URL_TYPE_INVALID_SCHEME', message);
}
