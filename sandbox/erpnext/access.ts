import { bold, FrappeError } from './errors.ts';
import type { Doc, Right, Site, User } from './site.ts';

/** The user behind a header; undefined is the guest, which is what a request without a readable header is. */
export function authenticate(site: Site, header: string | undefined): User | undefined {
  const parts = header?.split(' ') ?? [];
  const [scheme = '', credentials = ''] = parts;
  if (parts.length !== 2) return undefined;
  const user = userFor(site, scheme.toLowerCase(), credentials);
  if (user) return user;
  throw new FrappeError('AuthenticationError', 'Invalid credentials', 'traceback');
}

function userFor(site: Site, scheme: string, credentials: string): User | undefined {
  if (scheme !== 'token' && scheme !== 'basic') return undefined;
  const pair = scheme === 'basic' ? decoded(credentials) : credentials;
  const [key = '', secret, ...more] = pair.split(':');
  const user = site.users.get(key);
  return more.length === 0 && user?.secret === secret ? user : undefined;
}

function decoded(credentials: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(credentials)) {
    throw new FrappeError(
      'InvalidAuthorizationToken',
      'Failed to decode token, please provide a valid base64-encoded token.',
    );
  }
  return Buffer.from(credentials, 'base64').toString();
}

export function may(user: User | undefined, doctype: string, right: Right): boolean {
  return user?.rights[doctype]?.includes(right) ?? false;
}

export function demand(user: User | undefined, doctype: string, right: Right, name?: string): void {
  if (may(user, doctype, right)) return;
  if (right === 'read' && name === undefined) {
    throw new FrappeError('PermissionError', `Insufficient Permission for ${bold(doctype)}`, 'apart');
  }
  const what = name ? `${doctype} ${bold(name)}` : bold(doctype);
  throw new FrappeError(
    'PermissionError',
    `User ${bold(user?.email ?? 'Guest')} does not have ${right} access for ${what}`,
  );
}

/** User permissions: a document passes when it is, or links to, nothing but what the user may see. */
export function visible(user: User | undefined, doctype: string, doc: Doc): boolean {
  for (const [target, name] of Object.entries(user?.only ?? {})) {
    if (name === undefined) continue;
    const value = doctype === target ? doc['name'] : doc[target.toLowerCase()];
    if (value !== undefined && value !== null && value !== name) return false;
  }
  return true;
}

export function demandVisible(user: User | undefined, doctype: string, doc: Doc): void {
  if (visible(user, doctype, doc)) return;
  throw new FrappeError('PermissionError', `You do not have enough permissions to access this ${doctype}.`);
}
