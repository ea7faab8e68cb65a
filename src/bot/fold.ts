import { randomBytes } from 'node:crypto';
import type { Alert } from '../desk/alert.ts';
import type { Destination } from '../desk/destination.ts';
import { byUrgency } from '../desk/group-card.ts';
import type { Group } from '../desk/group.ts';
import type { Step } from '../desk/plan.ts';
import { severityRank } from '../desk/severity.ts';
import type { Lease } from '../store/lease.ts';
import { readItem, readItems } from '../store/read.ts';
import { type Behind, fold } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Puts items under the group that the planner named, or under a new one. They stay folded from then on. */
export async function foldTogether(
  store: Store,
  lease: Lease,
  destination: Destination,
  step: Extract<Step, { is: 'fold' }>,
  behind: readonly Behind[],
): Promise<void> {
  const members = (await readItems(store, step.refs)).filter((item): item is Alert => item.kind === 'alert');
  const worst = members.toSorted(byUrgency)[0];
  if (!worst) return;
  const found = step.group === undefined ? undefined : await readItem(store, step.group);
  const group = found?.kind === 'group' ? found : newGroup(store, destination, step.bucket, worst);
  const refs = new Set(step.refs);
  const grown = { ...group, members: [...group.members, ...step.refs.filter((ref) => !group.members.includes(ref))] };
  await fold(
    store,
    lease,
    { destination, bucket: step.bucket, rank: 1 + severityRank(worst.severity) },
    grown,
    behind.filter(({ ref }) => refs.has(ref)),
  );
}

function newGroup(store: Store, destination: Destination, bucket: string, worst: Alert): Group {
  const { client, site } = worst.facts;
  return {
    kind: 'group',
    schema: 1,
    ref: `group/${store.now().toString(36)}-${randomBytes(4).toString('hex')}`,
    revision: 0,
    ...(bucket === '' || client === undefined ? {} : { client }),
    ...(bucket === '' || site === undefined ? {} : { site }),
    severity: worst.severity,
    at: store.now(),
    members: [],
    places: [{ destination, as: 'card' }],
  };
}
