import type { ReviewRows } from '../../src/desk/review/review.ts';
import type { AlertRow, Outcome, TicketRow, TimeRow } from '../../src/desk/review/rows.ts';
import type { ReviewSpan } from '../../src/desk/review/span.ts';

const HOUR = 3_600_000;

/** Numbers that look random and are the same each time: 0 up to 1. */
function* dice(): Generator<number, never> {
  let state = 7;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** Rows of a busy span: so many tickets, about as many alerts, and time on most of them. */
export function invented(count: number, span: ReviewSpan): ReviewRows {
  const rolls = dice();
  const roll = (): number => rolls.next().value;
  const among = <T>(first: T, ...others: readonly T[]): T =>
    [first, ...others][Math.floor(roll() * (others.length + 1))] ?? first;
  const instant = (): number => Math.floor(span.from + roll() * (span.to - span.from - 48 * HOUR));
  const devices = ['MUE-DC01', 'MUE-SQL02', 'MUE-WS-117', 'Empfang-PC', 'Serveur-de-fichiers'];
  const outcome = (at: number, often: number): Outcome =>
    roll() < often
      ? { is: 'met', at: at + HOUR, due: at + 4 * HOUR, because: 'the target of tier Gold' }
      : {
          is: 'missed',
          at: at + 4 * HOUR,
          due: at + 4 * HOUR,
          late: Math.floor(roll() * 9 * HOUR),
          because: 'the target of tier Gold',
          reason: among('Waiting for a part', 'Too many at once', 'Kunde nicht erreichbar'),
        };
  const tickets = Array.from({ length: count }, (_, index): TicketRow => {
    const createdAt = instant();
    const isClosed = roll() < 0.85;
    const closedAt = createdAt + Math.floor(roll() * 40 * HOUR);
    const name = among(...(devices as [string, ...string[]]));
    return {
      table: 'ticket',
      ref: `desk/${index}`,
      number: String(1000 + index),
      subject: among(
        'Drucker im zweiten Stock druckt nicht',
        'Accès VPN refusé depuis ce matin',
        'الطابعة لا تعمل في الطابق الثاني',
        'Outlook asks for the password again',
        '<script>alert(1)</script> & "quotes"',
      ),
      url: `https://help.example/conversation/${index}`,
      priority: among('P1', 'P2', 'P3', 'P3', 'P3', 'P4'),
      stage: isClosed ? 'Done' : 'In progress',
      category: among('Printing', 'Network', 'Mail', 'Accounts', 'No category'),
      channel: among('email', 'email', 'email', 'phone', 'chat'),
      ...(roll() < 0.4 ? { device: { key: `rmm/${name}`, name } } : {}),
      ...(isClosed ? { code: among('Fixed', 'User shown how', 'Configuration changed'), closedAt } : {}),
      createdAt,
      reopened: roll() < 0.05 ? [closedAt] : [],
      isNew: true,
      isOpenAtEnd: !isClosed,
      response: outcome(createdAt, 0.93),
      ...(isClosed
        ? {
            resolution: outcome(createdAt, 0.88),
            answeredIn: Math.floor(roll() * 4 * HOUR),
            resolvedIn: closedAt - createdAt,
          }
        : {}),
      skipped: roll() < 0.06 ? [{ step: 'summary', reason: 'Told on the phone', at: closedAt }] : [],
      ...(isClosed && roll() < 0.5 ? { surveyAt: closedAt } : {}),
      ...(index === 3 ? { children: ['desk/4', 'desk/5', 'desk/6'] } : {}),
      ...(index > 3 && index < 7 ? { parent: 'desk/3' } : {}),
    };
  });
  const alerts = Array.from({ length: Math.floor(count * 1.3) }, (_, index): AlertRow => {
    const seenAt = instant();
    const name = among(...(devices as [string, ...string[]]));
    const what = among('disk C is full', 'offline', 'Memory', 'Backup failed');
    const endedAt = seenAt + Math.floor(roll() * 5 * HOUR);
    return {
      table: 'alert',
      ref: `rmm/check/${index}/1`,
      title: `${name}: ${what}`,
      url: 'https://rmm.example/agents/1',
      severity: among('critical', 'high', 'high', 'warning', 'warning', 'info'),
      what,
      device: { key: `rmm/${name}`, name },
      seenAt,
      endedAt,
      firings: 1 + Math.floor(roll() * 3),
      isNew: true,
      isOpenAtEnd: false,
      isPlanned: roll() < 0.1,
      acknowledgedIn: Math.floor(roll() * 0.5 * HOUR),
      resolvedIn: endedAt - seenAt,
    };
  });
  const entries = tickets.slice(0, Math.floor(count * 0.7)).map((ticket, index): TimeRow => {
    const at = ticket.closedAt ?? ticket.createdAt + HOUR;
    return {
      table: 'time',
      ref: `time/${index}`,
      at,
      hours: 0.25 * (1 + Math.floor(roll() * 8)),
      text: `#${ticket.number} ${ticket.subject}`,
      activity: among('Execution', 'Execution', 'Travel', 'Consulting'),
      billing: among('billable', 'billable', 'billable', 'after hours', 'not billable'),
      state: among('saved', 'saved', 'saved', 'saved', 'waiting', 'refused'),
      person: among('Ann Baker', 'Ben Cole'),
      ticket: ticket.number,
      ...(ticket.code === undefined ? {} : { code: ticket.code }),
    };
  });
  return { tickets, alerts, entries };
}
