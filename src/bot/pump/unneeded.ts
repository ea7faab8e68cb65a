import { isOpen } from '../../desk/item.ts';
import { isWork } from '../../store/read.ts';
import { endSend, NEW_ROW } from '../../store/rows.ts';
import type { Seen } from './look.ts';
import type { Sender } from './sending.ts';
import { showing } from './show.ts';

/** Rows ended in one round trip. */
const TOGETHER = 100;

/**
 * What was over before it could be posted needs no message. All of it is settled in one turn, since each turn looks at everything
 * that is behind: after an outage there may be thousands. Answers whether there was any.
 */
export async function settleUnneeded(sender: Sender, behind: readonly Seen[]): Promise<boolean> {
  const over = behind.filter(({ row, item }) => row?.reference === undefined && item && isWork(item) && !isOpen(item));
  let settled = false;
  for (let start = 0; start < over.length; start += TOGETHER) {
    const some = await Promise.all(over.slice(start, start + TOGETHER).map((one) => settle(sender, one)));
    settled ||= some.includes(true);
  }
  return settled;
}

async function settle({ store, lease, destination }: Sender, { ref, row, item, mark }: Seen): Promise<boolean> {
  const shown = await showing(store, ref, destination, { posted: false, known: item });
  if (shown.is !== 'none') return false;
  await endSend(store, lease, destination, ref, { ...(row ?? NEW_ROW), state: shown.as, why: shown.why }, mark);
  return true;
}
