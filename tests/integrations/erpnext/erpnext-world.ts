import { onTestFinished } from 'vitest';
import { startErpnext, type ErpnextOptions, type ErpnextStandIn } from '../../../sandbox/erpnext/index.ts';
import type { TimeWish } from '../../../src/desk/time/entry.ts';
import type { Integration, TimeBook } from '../../../src/integrations/contract.ts';
import { connectErpnext } from '../../../src/integrations/erpnext/index.ts';
import { Environment } from '../../../src/integrations/erpnext/schema.ts';

export interface ErpnextWorld {
  erpnext: ErpnextStandIn;
  integration: Integration;
  book: TimeBook;
  /** How long the book paused, in milliseconds, pause by pause. */
  pauses: number[];
  /** What happens while it pauses. */
  whilePausing: { do: () => void };
  /** Half an hour of Ann's for Acme that ended at the given time of the site's day, 21 November 2026. */
  wish: (more?: Partial<TimeWish>, endsAt?: string) => TimeWish;
  /** Draft rows as employee, from, to and key. */
  drafts: () => unknown[][];
}

const ZONE = 'America/New_York';

/** A stand-in and the integration connected to it; both close with the test. */
export async function erpnextWorld(
  environment: Record<string, string> = {},
  options: ErpnextOptions = {},
): Promise<ErpnextWorld> {
  const erpnext = await startErpnext(options);
  const pauses: number[] = [];
  const whilePausing = { do: () => undefined as void };
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    whilePausing.do();
  };
  const variables = {
    ERPNEXT_URL: erpnext.url,
    ERPNEXT_API_KEY: erpnext.apiKey,
    ERPNEXT_API_SECRET: erpnext.apiSecret,
    ...environment,
  };
  const integration = connectErpnext(Environment.parse(variables), { now: () => erpnext.now(), pause });
  onTestFinished(async () => {
    await integration.close();
    await erpnext.close();
  });
  if (!integration.timeBook) throw new Error('ERPNext is a time book');
  return {
    erpnext,
    integration,
    book: integration.timeBook,
    pauses,
    whilePausing,
    wish: wishFor,
    drafts: () => rows(erpnext),
  };
}

function wishFor(more: Partial<TimeWish> = {}, endsAt = '14:00'): TimeWish {
  return {
    key: 'key-1',
    person: { id: 'ann', name: 'Ann Baker', email: 'ann@msp.example' },
    customer: { id: 'Acme', name: 'Acme' },
    hours: 0.5,
    endsAt: Temporal.PlainDateTime.from(`2026-11-21T${endsAt}`).toZonedDateTime(ZONE).epochMilliseconds,
    text: '#1234 Mailbox quota fixed',
    billable: true,
    activity: 'Execution',
    ...more,
  };
}

function rows(erpnext: ErpnextStandIn): unknown[][] {
  return erpnext
    .drafts()
    .flatMap((sheet) =>
      (sheet['time_logs'] as Record<string, unknown>[]).map((row) => [
        sheet['employee_name'],
        row['from_time'],
        row['to_time'],
        row['custom_deskbell_key'],
      ]),
    );
}
