import type { Dice } from './dice.ts';

/** What goes on at TRMM and FreeScout. `pick` chooses among what there is at that moment, modulo their number. */
export type SourceStep =
  | { do: 'fail'; agent: string; check: Check; severity: Severity }
  | { do: 'recover'; agent: string; check: Check }
  | { do: 'flap'; agent: string; check: Check; times: number }
  | { do: 'storm'; client: string; count: number }
  | { do: 'storm-over'; client: string }
  | { do: 'run-checks'; agent: string }
  | { do: 'by-hand'; what: ByHand; pick: number }
  | { do: 'mail'; client: string; subject: string }
  | { do: 'ticket'; what: TicketDeed; pick: number; who: Technician };

const agents = ['ACME-DC01', 'ACME-FS01', 'ACME-BR01', 'GLOBEX-DC01', 'GLOBEX-SQL01', 'INITECH-SRV01'] as const;
const clients = ['Acme', 'Globex', 'Initech'] as const;
const checks = ['availability', 'Internet', 'Print Spooler', 'Backup age', 'Drive C:'] as const;
export type Check = (typeof checks)[number];
export type Severity = 'error' | 'warning' | 'info';
export type ByHand = 'resolve' | 'snooze' | 'unsnooze' | 'delete' | 'hide';
export type TicketDeed = 'assign' | 'unassign' | 'close' | 'reopen' | 'reply' | 'customer-reply' | 'trash' | 'restore';
export type Technician = 'ann' | 'ben';

const FIRST = { fail: 4, mail: 1, storm: 0.4 };
const LATER = {
  fail: 6,
  recover: 5,
  flap: 1,
  storm: 1,
  'storm-over': 0.5,
  'run-checks': 1.5,
  'by-hand': 4,
  mail: 2,
  ticket: 4,
};

export function mail(dice: Dice): SourceStep {
  return { do: 'mail', client: dice.one(clients), subject: `Case ${dice.number(10_000)}` };
}

export function sourceStep(dice: Dice, first?: 'first'): SourceStep {
  const where = { agent: dice.one(agents), check: dice.one(checks) };
  const kind = first ? dice.weighted(FIRST) : dice.weighted(LATER);
  switch (kind) {
    case 'fail':
      return { do: kind, ...where, severity: dice.weighted({ error: 6, warning: 3, info: 1 }) };
    case 'recover':
      return { do: kind, ...where };
    case 'flap':
      return { do: kind, ...where, times: dice.between(2, 4) };
    case 'storm':
      return { do: kind, client: dice.one(clients), count: dice.between(7, 14) };
    case 'storm-over':
      return { do: kind, client: dice.one(clients) };
    case 'run-checks':
      return { do: kind, agent: where.agent };
    case 'by-hand': {
      const what = dice.weighted({ resolve: 4, snooze: 2, unsnooze: 2, delete: 1, hide: 1 });
      return { do: kind, what, pick: dice.number(20) };
    }
    case 'mail':
      return mail(dice);
    case 'ticket': {
      const what = dice.weighted({
        assign: 4,
        unassign: 2,
        close: 3,
        reopen: 1,
        reply: 2,
        'customer-reply': 2,
        trash: 1,
        restore: 1,
      });
      return { do: kind, what, pick: dice.number(20), who: dice.one(['ann', 'ben']) };
    }
  }
}
