/** Every scope the app asks for, with what is lost without it. `manifest.yml` holds the same list. */
export const SCOPES: Readonly<Record<string, string>> = {
  'chat:write': 'no card can be posted',
  commands: 'slash commands do not reach the desk',
  'im:write': 'nobody can be written to directly',
  'users:read': 'pressers have neither name nor time zone',
  'users:read.email': 'colleagues are not recognised by their e-mail address',
  'channels:read': 'public channels cannot be checked',
  'groups:read': 'private channels cannot be checked',
  'channels:history': 'after a lost answer a card could show twice in a public channel',
  'groups:history': 'after a lost answer a card could show twice in a private channel',
  'im:history': 'after a lost answer a direct message could come twice',
};

/** Without these the desk does not work at all. */
export const ESSENTIAL: ReadonlySet<string> = new Set(['chat:write', 'commands', 'im:write', 'users:read']);
