import type { Mutant } from '../mutant.ts';
import { inFile } from './places.ts';

const ajax = inFile('web/ajax.ts', 'session');
const sessions = inFile('web/sessions.ts', 'session');
const web = inFile('web/index.ts', 'session');

/** The web interface: logins, what a script may do with it, deep links. */
export const sessionMutants: Mutant[] = [
  web('a login needs the token of its form', 'if (token !== session.token) return expired(request, reply);', ''),
  web('a login needs the password', '&& row.password === password', ''),
  web('a robot cannot log in', ' || user.type !== userType.human', ''),
  web(
    'somebody who was disabled is out',
    'return user?.status === userStatus.active ? user : undefined;',
    'return user;',
  ),
  web(
    'a script needs the token',
    "if ((request.headers['x-csrf-token'] ?? form['_token']) !== session.token) return expired(request, reply);",
    '',
  ),
  web('a token that is not good is 419', 'reply.code(419)', 'reply.code(403)'),
  web('a script without a login gets 401', 'reply.code(401)', 'reply.code(403)'),
  web('the login leads back', 'session.intended = request.url;', ''),
  web('a ticket that is not there is 404', "reply.code(404), page('Not found'", "reply.code(200), page('Not found'"),
  web(
    'a ticket of a mailbox without access is 403',
    "reply.code(403), page('Forbidden'",
    "reply.code(200), page('Forbidden'",
  ),
  web(
    'a deep link corrects its folder',
    "if (Number(request.query['folder_id']) !== conversation.folder_id)",
    "if (request.query['folder_id'] === '0')",
  ),
  sessions(
    'the login changes the token',
    '{ id: secret(), token: secret(), user, intended',
    '{ id: secret(), user, intended',
  ),
  sessions('a session ends', 'known && now() - known.seen <= LIFETIME', 'known'),
  ajax(
    'an assignee twice is refused',
    "if (conversation.user_id === wish) return refused('Assignee already set');",
    '',
  ),
  ajax(
    'assigning needs access',
    "refused('Assignee already set');\n  if (!mayUse(world, actor, conversation.mailbox_id)) return refused(DENIED);",
    "refused('Assignee already set');",
  ),
  ajax('an assignee needs access', '&& mayUse(world, user, conversation.mailbox_id)', ''),
  ajax(
    'a status needs access',
    "refused('Status already set');\n  if (!mayUse(world, actor, conversation.mailbox_id)) return refused(DENIED);",
    "refused('Status already set');",
  ),
  ajax('a status twice is refused', "if (conversation.status === code) return refused('Status already set');", ''),
  ajax('a status by hand must be one', 'code <= status.spam)) return', 'code <= 99)) return'),
  ajax('a reply needs a text', "if (!form['body']) return", "if (form['body'] === undefined) return"),
  ajax('a note is no reply', "if (Number(form['is_note'])) note(", "if (Number(form['is_note']) > 1) note("),
  ajax('deleting needs its permission', '!mayDelete(actor)', '!actor'),
  ajax('-1 takes the assignee away', 'const NOBODY = -1;', 'const NOBODY = 0;'),
  inFile('web/pages.ts', 'session')('a hostile mail is text', ".replaceAll('<', '&lt;')", ''),
];
