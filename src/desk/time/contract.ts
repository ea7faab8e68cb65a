import type { ClientSetting, Settings } from '../settings.ts';
import type { TimeContract } from './settings.ts';

/** How an hour for a client is booked. */
export interface Terms {
  activity: string;
  billable: boolean;
  project?: string;
  /** Billing rate an hour after hours, where the client's tier sets one. */
  afterHoursRate?: number;
}

/** What counts of the client's own contract, then its tier's, then what holds for all; each setting by itself. */
export function termsOf(
  client: ClientSetting | undefined,
  about: 'alert' | 'ticket' | undefined,
  { tiers, time }: Settings,
): Terms {
  const tier = client?.tier === undefined ? undefined : tiers[client.tier];
  const levels: TimeContract[] = [client?.time ?? {}, tier?.time ?? {}, time];
  const project = first(levels, (level) => level.project);
  return {
    activity: first(levels, (level) => activityFor(level, about)) ?? time.activity,
    billable: first(levels, (level) => level.billable) ?? time.billable,
    ...(project === undefined ? {} : { project }),
    ...(tier?.afterHoursRate === undefined ? {} : { afterHoursRate: tier.afterHoursRate }),
  };
}

function first<T>(levels: readonly TimeContract[], read: (level: TimeContract) => T | undefined): T | undefined {
  return levels.map(read).find((found) => found !== undefined);
}

function activityFor(
  { activity, alertActivity }: TimeContract,
  about: 'alert' | 'ticket' | undefined,
): string | undefined {
  return (about === 'alert' ? alertActivity : undefined) ?? activity;
}
