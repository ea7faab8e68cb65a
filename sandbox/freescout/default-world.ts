import { folderType, role, userType } from './codes.ts';
import { customerFor, namesOf } from './changes/customers.ts';
import { folderOf, ownFolders } from './changes/folders.ts';
import { insertUser } from './people.ts';
import type { UserRow } from './rows.ts';
import type { World } from './world.ts';

const sharedFolders = [
  folderType.unassigned,
  folderType.drafts,
  folderType.assigned,
  folderType.closed,
  folderType.deleted,
  folderType.spam,
];

const customers = [
  { name: 'Dana Frost', email: 'dana@acme.example', company: 'Acme' },
  { name: 'Eli Grant', email: 'eli@acme.example', company: 'Acme' },
  { name: 'Fay Hill', email: 'fay@globex.example', company: 'Globex' },
  { name: 'Gus Ivory', email: 'gus@globex.example', company: 'Globex' },
];

/** Two mailboxes, three people and a robot, four customers; Cara has no access to Projects. */
export function fillDefaultWorld(world: World): void {
  const support = insertMailbox(world, 'Support', 'support@msp.example');
  const projects = insertMailbox(world, 'Projects', 'projects@msp.example');
  const ann = insertUser(world, {
    first_name: 'Ann',
    last_name: 'Baker',
    email: 'ann@msp.example',
    role: role.admin,
    invite_state: 1,
  });
  const ben = insertUser(world, { first_name: 'Ben', last_name: 'Cole', email: 'ben@msp.example', invite_state: 1 });
  const cara = insertUser(world, { first_name: 'Cara', last_name: 'Diaz', email: 'cara@msp.example' });
  insertUser(world, { first_name: 'Workflow', last_name: '', email: 'fs1@example.org', type: userType.robot });
  for (const mailbox of [support, projects]) for (const user of [ann, ben]) ownFolders(world, mailbox, user.id);
  ownFolders(world, support, cara.id);
  giveAccess(world, support, ben);
  giveAccess(world, projects, ben);
  giveAccess(world, support, cara);
  for (const { name, email, company } of customers) customerFor(world, email, { ...namesOf(name), company });
}

function insertMailbox(world: World, name: string, email: string): number {
  const time = world.time();
  const mailbox = world.mailboxes.insert({
    name,
    email,
    aliases: null,
    from_name: 1,
    ticket_status: 2,
    ticket_assignee: 2,
    signature: null,
    in_password: null,
    out_password: null,
    auto_reply_enabled: 0,
    auto_reply_subject: null,
    auto_reply_message: null,
    meta: null,
    created_at: time,
    updated_at: time,
  });
  for (const type of sharedFolders) folderOf(world, mailbox.id, type);
  return mailbox.id;
}

function giveAccess(world: World, mailbox: number, user: UserRow): void {
  world.mailbox_user.insert({ mailbox_id: mailbox, user_id: user.id, after_send: 2, hide: 0, mute: 0, access: null });
}
