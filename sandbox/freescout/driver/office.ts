import { ownFolders } from '../changes/folders.ts';
import { role, userStatus } from '../codes.ts';
import { insertUser, userNamed } from '../people.ts';
import type { MailboxRow } from '../rows.ts';
import type { World } from '../world.ts';
import { mailboxNamed, type Where, type Who } from './names.ts';

/** What an admin sets up: people, access, mailboxes. */
export function officeDriver(world: World, done: <Value>(value: Value) => Promise<Value>) {
  function give(user: number, mailbox: number): void {
    const known = world.mailbox_user.first((row) => row.user_id === user && row.mailbox_id === mailbox);
    if (known) return;
    world.mailbox_user.insert({ mailbox_id: mailbox, user_id: user, after_send: 2, hide: 0, mute: 0, access: null });
    ownFolders(world, mailbox, user);
  }
  return {
    /** Gives the id. With access to the named mailboxes, by default to the first; `others` are further addresses. */
    addUser(wish: {
      firstName: string;
      lastName: string;
      email: string;
      admin?: boolean;
      mailboxes?: Where[];
      others?: string[];
    }) {
      const user = insertUser(world, {
        first_name: wish.firstName,
        last_name: wish.lastName,
        email: wish.email,
        role: wish.admin ? role.admin : role.user,
        emails: wish.others?.join(', ') ?? null,
      });
      for (const mailbox of wish.mailboxes ?? [1]) give(user.id, mailboxNamed(world, mailbox).id);
      return done(user.id);
    },
    disableUser: (user: Who) =>
      done(world.users.save(Object.assign(userNamed(world, user), { status: userStatus.disabled }))),
    giveAccess: (user: Who, mailbox: Where) => done(give(userNamed(world, user).id, mailboxNamed(world, mailbox).id)),
    takeAccess(user: Who, mailbox: Where) {
      const ids = { user_id: userNamed(world, user).id, mailbox_id: mailboxNamed(world, mailbox).id };
      for (const row of world.mailbox_user.all()) {
        if (row.user_id === ids.user_id && row.mailbox_id === ids.mailbox_id) world.mailbox_user.remove(row.id);
      }
      return done(undefined);
    },
    /** Whether a member of a mailbox is left out where its tickets are assigned. */
    hideFromAssigning(user: Who, mailbox: Where, hidden = true) {
      const ids = { user_id: userNamed(world, user).id, mailbox_id: mailboxNamed(world, mailbox).id };
      for (const row of world.mailbox_user.all()) {
        if (row.user_id !== ids.user_id || row.mailbox_id !== ids.mailbox_id) continue;
        world.mailbox_user.save(Object.assign(row, { hide: hidden ? 1 : 0 }));
      }
      return done(undefined);
    },
    /** For instance `{ticket_assignee: 1}`, "Anyone" after replying. */
    changeMailbox: (mailbox: Where, columns: Partial<MailboxRow>) =>
      done(world.mailboxes.save(Object.assign(mailboxNamed(world, mailbox), columns))),
  };
}
