import type { DeviceHistory, FailingCheck } from '../../desk/device/device.ts';
import { SystemError } from '../../desk/errors.ts';
import { clean, cut, oneLine } from '../../desk/text.ts';
import { atMost } from '../turn.ts';
import { stateOf } from './agent.ts';
import { isForbidden, type TrmmClient } from './client.ts';
import { instantOf, userOf } from './facts.ts';
import type { Fleet } from './fleet.ts';
import type { CheckRow, PendingRow, UpdateRow } from './schema.ts';
import { within } from './within.ts';

interface Parts {
  client: TrmmClient;
  fleet: Fleet;
  now: () => number;
}

const DAY = 86_400_000;

/** Whoever asked is waiting. */
const PATIENCE = 2_500;

/** Of so many checks the runs are counted: what fails now comes first. */
const MOST_COUNTED = 8;

/** What these say of a run is whether it failed; the others measure something. */
const COUNTED = new Set(['ping', 'winsvc', 'script', 'eventlog']);

const VALUE_LIMIT = 160;

/** What TRMM tells of one agent's last days; what its key may not read, or what takes too long, is named instead. */
export async function deviceHistory(
  { client, fleet, now }: Parts,
  id: string,
  since: number,
): Promise<DeviceHistory | undefined> {
  const readAt = now();
  const known = await fleet.devices();
  if (!known)
    throw new SystemError(
      'trmm',
      'later',
      'Tactical RMM does not tell its devices at the moment: try again in a minute.',
    );
  const agent = known.agents.find((one) => one.agent_id === id);
  if (!agent) return undefined;
  const missing: string[] = [];
  const part = <T>(what: string, right: string, work: Promise<T>): Promise<T | undefined> =>
    within(
      work.catch((error: unknown) => {
        missing.push(
          isForbidden(error) ? `${what} (the role of the key's user lacks ${right})` : `${what} (no answer)`,
        );
        return undefined;
      }),
      PATIENCE,
    );
  const [checks, updates, pending] = await Promise.all([
    part('checks', 'can_list_checks', checksOf(client, id, since, readAt)),
    part('updates', 'can_manage_winupdates', client.updates(id)),
    part('pending actions', 'can_list_pendingactions', client.pending(id)),
  ]);
  const late = { checks, updates, 'pending actions': pending };
  for (const [what, answer] of Object.entries(late))
    if (answer === undefined && !missing.some((one) => one.startsWith(what)))
      missing.push(`${what} (no answer in time)`);
  const [lastSeen, user] = [instantOf(agent.last_seen), userOf(agent)];
  return {
    readAt: known.readAt,
    state: stateOf(agent),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    ...(typeof agent.boot_time === 'number' ? { upSince: Math.round(agent.boot_time * 1_000) } : {}),
    ...(user === undefined ? {} : { user }),
    needsReboot: agent.needs_reboot,
    maintenance: agent.maintenance_mode,
    checks,
    updates: updates && updatesOf(updates, since),
    pending: pending && pendingOf(pending),
    missing,
  };
}

/** What fails, and what failed in between. Runs that cannot be counted in time are left out, never the failure itself. */
async function checksOf(client: TrmmClient, id: string, since: number, now: number): Promise<FailingCheck[]> {
  const rows = await client.checks(id);
  const turn = atMost(2);
  const days = Math.max(1, Math.round((now - since) / DAY));
  const counted = rows
    .filter(({ check_type, check_result }) => COUNTED.has(check_type) && check_result.id)
    .toSorted((left, right) => Number(fails(right)) - Number(fails(left)))
    .slice(0, MOST_COUNTED);
  const counts = new Map(
    await Promise.all(
      counted.map(async (row): Promise<[number, FailingCheck['failed']]> => {
        const points = await within(
          turn(() => client.history(row.check_result.id ?? 0, days)),
          PATIENCE - 500,
        );
        return [row.id, points && { count: points.filter(({ y }) => y === 1).length, of: points.length }];
      }),
    ),
  );
  return rows.flatMap((row) => {
    const failed = counts.get(row.id);
    if (!fails(row) && (failed?.count ?? 0) === 0) return [];
    return [{ name: nameOf(row), failsNow: fails(row), ...(failed ? { failed } : {}), ...valueOf(row) }];
  });
}

function fails({ check_result }: CheckRow): boolean {
  return check_result.status === 'failing';
}

function nameOf({ readable_desc, check_type }: CheckRow): string {
  return oneLine(readable_desc ?? '') || check_type;
}

function valueOf({ check_result: { more_info, stdout, stderr } }: CheckRow): { value?: string } {
  const found = [more_info, stdout, stderr].map((one) => oneLine(clean(one ?? ''))).find((one) => one !== '');
  return found === undefined ? {} : { value: cut(found, VALUE_LIMIT) };
}

function updatesOf(rows: readonly UpdateRow[], since: number): NonNullable<DeviceHistory['updates']> {
  const named = rows.map((row) => ({ ...row, name: oneLine(row.title ?? row.kb ?? '') || 'an update without a name' }));
  return {
    waiting: named.filter(({ installed, action }) => !installed && action !== 'ignore').map(({ name }) => name),
    installed: named.flatMap(({ name, installed, date_installed }) => {
      const at = installed ? instantOf(date_installed) : undefined;
      return at === undefined || at < since ? [] : [{ name, at }];
    }),
  };
}

function pendingOf(rows: readonly PendingRow[]): NonNullable<DeviceHistory['pending']> {
  return rows
    .filter(({ status }) => status !== 'completed')
    .map(({ action_type, description, due }) => ({
      what: oneLine(description ?? '') || (action_type ?? 'something'),
      ...(due ? { due: oneLine(due) } : {}),
    }));
}
