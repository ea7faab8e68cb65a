import type { Alert } from '../../src/desk/alert/alert.ts';
import { decideAlertCommand } from '../../src/desk/alert/command.ts';
import { Settings } from '../../src/desk/settings.ts';
import { change } from '../../src/store/change.ts';
import { readEpisode } from '../../src/store/read.ts';
import { openDatabase } from '../../src/store/redis.ts';
import { takeSignal } from '../../src/store/signals.ts';
import type { Store } from '../../src/store/store.ts';

/** Deskbell's memory alone, with nobody who acts upon what is in it. */
export function openStore(url: string): Store {
  return {
    database: openDatabase(url, (error) => {
      throw error;
    }),
    house: {
      settings: Settings.parse({ people: [{ name: 'Ann Baker', email: 'ann@msp.example' }] }),
      defaults: ['slack:C0ALERTS'],
      abilities: { trmm: ['note'] },
      titles: { trmm: 'Tactical RMM' },
      platforms: ['slack'],
      sources: {},
      links: [],
    },
    now: () => Date.now(),
    behind: () => {},
    effects: () => {},
    outdated: () => {},
  };
}

/** An alert as TRMM tells it, about a server that nobody else uses. */
export async function openAlert(store: Store, number: number): Promise<string> {
  const condition = `trmm/availability/${number}`;
  const host = `SRV-${number}`;
  await takeSignal(store, {
    kind: 'alert',
    source: 'trmm',
    row: String(number),
    condition,
    readAt: Date.now(),
    seen: {
      state: 'open',
      facts: {
        title: `${host} is overdue`,
        message: `${host} in Acme, HQ is overdue.`,
        raw: 'error',
        type: 'availability',
        client: 'Acme',
        site: 'HQ',
        device: { id: `agent-${number}`, name: host, kind: 'server' },
        startedAt: Date.now(),
        hidden: false,
        links: [{ label: 'Open in TRMM', url: `https://rmm.example/agents/agent-${number}` }],
      },
    },
  });
  return condition;
}

/** Ann acknowledges the alert, or takes that back. */
export async function press(store: Store, condition: string): Promise<void> {
  const by = { id: 'ann@msp.example', name: 'Ann Baker', via: 'slack' };
  const outcome = await change<Alert, Alert | undefined>(
    store,
    {
      read: () => readEpisode(store, condition),
      decide: (alert, view) =>
        alert
          ? decideAlertCommand(alert, { verb: alert.acknowledged ? 'unacknowledge' : 'acknowledge', by }, view)
          : { is: 'unchanged' },
    },
    { urgent: true },
  );
  if (outcome.is !== 'changed') throw new Error(`nothing was committed: ${outcome.is}`);
}
