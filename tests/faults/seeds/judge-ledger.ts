import { balance, balances, equation } from '../../../src/desk/look/ledger.ts';
import type { Memory } from './memory.ts';

/** Where what was seen at a channel is not what became of it, or something still waits there. */
export function ledgerFaults({ items, rows, seen, members, pending }: Memory): string[] {
  const work = [...items.values()].flatMap((item) => (item.kind === 'alert' || item.kind === 'ticket' ? [item] : []));
  return [...rows.keys()].flatMap((destination) => {
    const counted = seen.get(destination);
    if (counted === undefined) return [];
    const behind = new Set(pending.get(`behind at ${destination}`));
    const standings = { destination, rows: rows.get(destination) ?? new Map(), behind, groups: members };
    const sheet = balance(counted, work, standings);
    return [
      ...(balances(sheet) ? [] : [`the ledger of ${destination} does not hold: ${equation(sheet)}`]),
      ...sheet.strays.map(({ ref, why }) => `${ref} is astray at ${destination}: ${why}`),
      ...(sheet.became.pending.length === 0 ? [] : [`${sheet.became.pending.length} still pending at ${destination}`]),
    ];
  });
}
