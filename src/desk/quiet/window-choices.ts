import { createHash } from 'node:crypto';
import type { Alert, Link } from '../alert/alert.ts';
import type { DeviceState, LinkedDevice } from '../device/device.ts';
import type { Choice } from '../form.ts';
import { clientNamed, type Settings } from '../settings.ts';
import { cut, oneLine } from '../text.ts';
import { labelOf, type WindowScope } from './window-scope.ts';

/** A device in the names of its source. */
export interface Device {
  source: string;
  id: string;
  name: string;
  client: string | undefined;
  site: string | undefined;
  /** As far as its source tells. */
  kind?: LinkedDevice['kind'];
  state?: DeviceState;
  lastSeen?: number;
  links?: readonly Link[];
}

/** Something that can be in maintenance, as it is chosen in a form. */
export interface ScopeChoice extends Choice {
  scope: WindowScope;
}

const LABEL_LIMIT = 100;

/** What one alert is about: its device, its site and its client, as far as it has them. */
export function scopesOf({ source, facts }: Pick<Alert, 'source' | 'facts'>): ScopeChoice[] {
  const { client, site, device } = facts;
  const known = device && { source, id: device.id, name: device.name, client, site };
  return [...(known ? [deviceScope(known)] : []), ...placeScopes(client, site)].map(asChoice);
}

/** All that is known: configured clients, and the clients, sites and devices of sources and of open alerts. */
export function allScopes(settings: Settings, devices: readonly Device[], alerts: readonly Alert[]): ScopeChoice[] {
  const places = [...devices, ...alerts.map(({ facts }) => facts)];
  const scopes = [
    ...settings.clients.flatMap(({ name }) => placeScopes(name, undefined)),
    ...places.flatMap(({ client, site }) => placeScopes(clientNamed(client, settings)?.name ?? client, site)),
    ...devices.map(deviceScope),
    ...alerts.flatMap((alert) =>
      scopesOf(alert)
        .map(({ scope }) => scope)
        .filter(({ device }) => device),
    ),
  ];
  const choices = new Map(scopes.map((scope) => [idOf(scope), asChoice(scope)]));
  return [...choices.values()];
}

function placeScopes(client: string | undefined, site: string | undefined): WindowScope[] {
  if (client === undefined || client === '') return [];
  const whole = { client, label: labelOf({ client, site: undefined, device: undefined }) };
  return site === undefined || site === ''
    ? [whole]
    : [{ client, site, label: labelOf({ client, site, device: undefined }) }, whole];
}

function deviceScope({ source, id, name, client, site }: Device): WindowScope {
  return {
    ...(client === undefined ? {} : { client }),
    ...(site === undefined ? {} : { site }),
    device: { source, id },
    label: name,
  };
}

function asChoice(scope: WindowScope): ScopeChoice {
  const where = scope.device ? [scope.client, scope.site].filter(Boolean).join(', ') : '';
  const label = oneLine(where === '' ? scope.label : `${scope.label} (${where})`);
  return { id: idOf(scope), label: cut(label, LABEL_LIMIT), scope };
}

/** Names may be longer than any platform takes; a device is the same wherever it stands. */
function idOf({ client, site, device }: WindowScope): string {
  const parts = device && 'id' in device ? [device.source, device.id] : [client, site];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
