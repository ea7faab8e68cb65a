import { type Hours, ROUND_THE_CLOCK } from './calendar.ts';
import { lengthWords } from './duration.ts';
import type { Priority } from '../ticket/priority.ts';
import { clientNamed, type Settings } from '../settings.ts';
import type { SlaTargets, SlaTerms } from './sla-settings.ts';

/** The working hours of a client; they have no name round the clock. */
export interface ClientHours extends Hours {
  name: string | undefined;
}

/** What holds for a ticket of a client with a priority. */
export interface Policy {
  /** Working milliseconds; absent where nothing is promised. */
  target: number | undefined;
  hours: ClientHours;
  /** `client Acme`, `tier gold` or `general`. */
  name: string;
  /** Which part decided, as a sentence without its end. */
  because: string;
}

/** What is promised where the configuration says nothing at all. */
const BUILT_IN = {
  response: { P1: 15 * 60_000, P2: 60 * 60_000, P3: 4 * 60 * 60_000, P4: 8 * 60 * 60_000 },
  resolution: { default: 'none' },
} satisfies Record<string, SlaTargets>;

/** Who may promise something, the one that counts first at the front. */
function layers(client: string | undefined, settings: Settings): { name: string; terms: SlaTerms }[] {
  const own = clientNamed(client, settings);
  const tier = own?.tier === undefined ? undefined : settings.tiers[own.tier];
  return [
    ...(own ? [{ name: `client ${own.name}`, terms: own }] : []),
    ...(tier ? [{ name: `tier ${own?.tier}`, terms: tier }] : []),
    { name: 'general', terms: settings.sla },
  ];
}

/**
 * The working hours of a client: its own calendar, else that of its tier, else the general one, else round the clock. They are
 * lived in the zone of the client, else that of the calendar, else that of the shop.
 */
export function hoursOf(client: string | undefined, settings: Settings): ClientHours {
  const name = layers(client, settings).find(({ terms }) => terms.calendar !== undefined)?.terms.calendar;
  const calendar = (name === undefined ? undefined : settings.calendars[name]) ?? ROUND_THE_CLOCK;
  return { name, calendar, zone: clientNamed(client, settings)?.zone ?? calendar.zone ?? settings.zone };
}

/** For whom something is promised. */
interface Promisee {
  client: string | undefined;
  priority: Priority;
}

const decided = new WeakMap<Settings, Map<string, Policy>>();
/** Names of clients come from sources, so there can be any number of them. */
const MOST_DECIDED = 10_000;

/**
 * The first layer that says something decides; in each the priority's own target goes before the layer's default. A clock asks for each
 * entry of a log, so what was decided is kept for as long as the settings are.
 */
export function policyOf(kind: 'response' | 'resolution', whom: Promisee, settings: Settings): Policy {
  const known = decided.get(settings) ?? new Map<string, Policy>();
  if (known.size === 0) decided.set(settings, known);
  const key = JSON.stringify([kind, whom.priority, whom.client]);
  const policy = known.get(key) ?? decide(kind, whom, settings);
  if (known.size >= MOST_DECIDED) known.clear();
  known.set(key, policy);
  return policy;
}

function decide(kind: 'response' | 'resolution', { client, priority }: Promisee, settings: Settings): Policy {
  const hours = hoursOf(client, settings);
  const said = [
    ...layers(client, settings).map(({ name, terms }) => ({ name, targets: terms[kind] })),
    { name: 'general', targets: BUILT_IN[kind] as SlaTargets },
  ].find(({ targets }) => (targets[priority] ?? targets.default) !== undefined);
  const { name, targets } = said ?? { name: 'general', targets: {} };
  const own = targets[priority];
  const target = own ?? targets.default ?? 'none';
  const which = own === undefined ? 'default target' : 'target';
  const whose = name === 'general' ? `the general ${which}` : `the ${which} of ${name}`;
  const length = target === 'none' ? 'none' : `${lengthWords(target)} ${hoursWords(hours)}`;
  return {
    target: target === 'none' ? undefined : target,
    hours,
    name,
    because: `${whose} for ${priority}: ${length}`,
  };
}

function hoursWords({ name }: ClientHours): string {
  return name === undefined ? 'round the clock' : `in the calendar ${name}`;
}
