import type { Destination, Place } from './destination.ts';
import { directAccount } from './destination.ts';
import { placesOf } from './digest/settings.ts';
import type { Severity } from './alert/severity.ts';
import { clientNamed, type Settings } from './settings.ts';
import type { Priority } from './ticket/priority.ts';

/** What a route may look at. */
export interface Routed {
  kind: 'alert' | 'ticket';
  client: string | undefined;
  site?: string | undefined;
  mailbox?: string | undefined;
  severity?: Severity;
  priority?: Priority;
}

/** Where something is shown, and by which rule. */
export interface Routing {
  places: Place[];
  because: string;
}

/**
 * The first route that matches decides; else the client's own channels; else the default ones.
 * A destination behind another client's wall is left out, whatever a route says; where that leaves none, the next way is taken.
 */
export function route(routed: Routed, settings: Settings, defaults: readonly Destination[]): Routing {
  let walled = '';
  for (const { to, as, because } of ways(routed, settings, defaults)) {
    const standing = as ?? (routed.severity && !settings.severity.post.includes(routed.severity) ? 'listed' : 'card');
    const open = to.filter((destination) => mayShow(routed.client, destination, settings));
    if (open.length > 0)
      return { places: open.map((destination) => ({ destination, as: standing })), because: `${because}${walled}` };
    if (to.length > 0) walled = `, since ${because} would lead to other clients only`;
  }
  return { places: [], because: walled === '' ? 'there is no channel for it' : `there is no channel for it${walled}` };
}

interface Chosen {
  to: readonly Destination[];
  as?: 'card' | 'listed' | undefined;
  because: string;
}

function ways(routed: Routed, settings: Settings, defaults: readonly Destination[]): Chosen[] {
  const client = clientNamed(routed.client, settings);
  const index = settings.routes.findIndex(({ when }) => {
    if (when.kind && when.kind !== routed.kind) return false;
    if (when.client && when.client !== (client?.name ?? routed.client)) return false;
    if (when.tier && when.tier !== client?.tier) return false;
    if (when.site && when.site !== routed.site) return false;
    if (when.mailbox && when.mailbox !== routed.mailbox) return false;
    if (when.severity && !(routed.severity && when.severity.includes(routed.severity))) return false;
    return !when.priority || (routed.priority !== undefined && when.priority.includes(routed.priority));
  });
  const found = settings.routes[index];
  return [
    ...(found ? [{ to: found.to, as: found.as, because: `route ${index + 1} of the configuration` }] : []),
    ...(client && client.channels.length > 0
      ? [{ to: client.channels, as: found?.as, because: `the channels of ${client.name}` }]
      : []),
    { to: defaults, as: found?.as, because: found ? 'the default channels' : 'the default channels: no route matched' },
  ];
}

/** The client wall: a client's own channel shows that client alone. Direct messages go to colleagues, who may see all. */
export function mayShow(client: string | undefined, destination: Destination, settings: Settings): boolean {
  if (directAccount(destination) !== undefined) return true;
  const owner = ownerOf(destination, settings);
  return owner === undefined || owner === (clientNamed(client, settings)?.name ?? client);
}

/** Is this one of the channels in which the desk shows things? */
export function isServed(destination: Destination, settings: Settings, defaults: readonly Destination[]): boolean {
  return servedPlaces(settings, defaults).includes(destination);
}

/** Every place in which the desk shows things. */
export function servedPlaces(settings: Settings, defaults: readonly Destination[]): Destination[] {
  const { routes, clients, digests, escalation, oncall } = settings;
  const named = [
    ...defaults,
    ...escalation.to,
    ...oncall.rotations.flatMap(({ to }) => to),
    ...routes.flatMap(({ to }) => to),
    ...clients.flatMap(({ channels }) => channels),
    ...(digests ?? []).flatMap(placesOf),
  ];
  return [...new Set(named)];
}

/** The client to whom a channel belongs alone. */
export function ownerOf(destination: Destination, settings: Settings): string | undefined {
  return settings.clients.find((client) => client.channels.includes(destination))?.name;
}

/**
 * The new places joined with the old: where it must not stay it becomes `moved`, so that no place is ever forgotten;
 * a card stays a card, and what was there before the first start stays quiet, unless it has become worse.
 */
export function joinPlaces(before: readonly Place[], after: readonly Place[], worse: boolean): Place[] {
  const stood = before.filter(({ as }) => as !== 'moved');
  const quiet = !worse && stood.length > 0 && stood.every(({ as }) => as === 'baseline');
  const kept = after.map((place) => {
    if (quiet) return { ...place, as: 'baseline' as const };
    const was = before.find((old) => old.destination === place.destination)?.as;
    return was === 'card' || (was === 'baseline' && !worse) ? { ...place, as: was } : place;
  });
  const left = before
    .filter((old) => !after.some((place) => place.destination === old.destination))
    .map((old) => ({ ...old, as: 'moved' as const }));
  return [...kept, ...left];
}
