import { receiveMail, receiveReply, type Mail } from '../changes/mail.ts';
import { survivorOf } from '../changes/merge.ts';
import { importTicket } from '../changes/other-tickets.ts';
import { status, type StatusName } from '../codes.ts';
import { wallClockFromIso } from '../wall-clock.ts';
import type { World } from '../world.ts';
import { mailboxNamed, ticketOf, type Where } from './names.ts';

/** What comes in from outside. Dates are ISO. */
export function customerDriver(world: World, done: <Value>(value: Value) => Promise<Value>) {
  const clock = (iso: string | undefined): string | undefined => wallClockFromIso(iso, world.zone);
  return {
    customerMail(mail: Mail & { subject: string; mailbox?: Where; gapMilliseconds?: number }) {
      const mailbox = mailboxNamed(world, mail.mailbox);
      return done(receiveMail(world, mailbox.id, { ...mail, date: clock(mail.date) }).id);
    },
    /** From the ticket's customer unless `from` says otherwise; gives the id of the thread. Follows a merge. */
    customerReply(id: number, body: string, more: Partial<Omit<Mail, 'body'>> = {}) {
      const ticket = ticketOf(world, id);
      const from = more.from ?? ticket.customer_email ?? '';
      return done(receiveReply(world, survivorOf(world, ticket), { ...more, from, body, date: clock(more.date) }).id);
    },
    importTicket(wish: {
      from: string;
      subject: string;
      body: string;
      createdAt: string;
      status?: StatusName;
      mailbox?: Where;
    }) {
      const ticket = importTicket(world, {
        ...wish,
        mailbox: mailboxNamed(world, wish.mailbox).id,
        status: status[wish.status ?? 'active'],
        createdAt: clock(wish.createdAt) ?? world.time(),
      });
      return done(ticket.id);
    },
  };
}
