import { addAgent, addClient } from '../../sandbox/trmm/add-rows.ts';
import type { Failure } from '../../sandbox/trmm/driver.ts';
import type { TrmmStandIn } from '../../sandbox/trmm/index.ts';

/** Clients, each with a channel of its own, so that no channel is given more than it can show. */
export const CLIENTS = 32;

export const CHANNELS: readonly string[] = Array.from({ length: CLIENTS }, (_, index) => `C0CLIENT${two(index)}`);

/** The channel of each client, by its name. */
export const CHANNEL_OF: Readonly<Record<string, string>> = Object.fromEntries(
  CHANNELS.map((channel, index) => [clientName(index), channel]),
);

/** The configuration that sends each client's alerts to its channel. */
export const SETTINGS = [
  'people: [{ name: Ann Baker, email: ann@msp.example, role: owner }]',
  'digests: []',
  'clients:',
  ...CHANNELS.map((channel, index) => `  - { name: ${clientName(index)}, channels: ["slack:${channel}"] }`),
].join('\n');

/** A service that stopped on a server, and the row that TRMM made of it. */
export interface Raised {
  row: number;
  host: string;
  channel: string;
}

export interface Fleet {
  /** That many alerts that nobody has heard of before, each at the next client: a service has stopped. */
  raise(count: number): Raised[];
}

/** How many clients there are, how many sites each of them has, and of how many alerts each server can be the cause. */
export interface Town {
  clients: number;
  sites: number;
  each: number;
}

const TOWN: Town = { clients: CLIENTS, sites: 1, each: 1 };

/** Servers for `size` alerts, which have to be there before the bot reads the list of devices, dealt out to the sites in turn. */
export function createFleet(trmm: TrmmStandIn, size: number, town = TOWN): Fleet {
  const servers = Math.ceil(size / town.each);
  const names = Array.from({ length: town.sites }, (_, index) => (index === 0 ? 'HQ' : `Branch ${index}`));
  const clients = Array.from({ length: town.clients }, (_, index) => addClient(trmm.world, clientName(index), names));
  const sites = names.flatMap((_, site) => clients.flatMap((client) => client.sites[site]?.id ?? 0));
  for (let number = 0; number < servers; number += 1) {
    addAgent(trmm.world, {
      hostname: hostName(number),
      site: sites[number % sites.length] ?? 0,
      monitoring_type: 'server',
    });
  }
  let next = 0;
  return {
    raise(count) {
      if (next + count > size) throw new Error('the fleet is too small for this bench');
      return Array.from({ length: count }, () => {
        const host = hostName(next % servers);
        const channel = CHANNELS[next % CLIENTS] ?? '';
        const service = 1 + Math.floor(next / servers);
        next += 1;
        const { id } = trmm.raise(stopped(host, service));
        return { row: id, host, channel };
      });
    },
  };
}

/** Neither part of a site that may be down, which would be waited for, nor with an output that would have to be read. */
function stopped(host: string, service: number): Failure {
  return { type: 'custom', agent: host, severity: 'error', output: stoppedText(host, service) };
}

/** What is said of a service that has stopped. */
export function stoppedText(host: string, service: number): string {
  return `Service ${service} on ${host} has stopped.`;
}

/** The server that a message is about, if any. */
export function hostIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const words = [body['text'], body['attachments'], body['blocks']];
  return words.flatMap((part) => hostsIn(part)[0] ?? [])[0];
}

/** Every server that is named in some part of a message, however it is escaped there. */
export function hostsIn(part: unknown): string[] {
  const words = typeof part === 'string' ? part : JSON.stringify(part ?? '');
  return words.replaceAll('\\', '').match(/SRV-\d{5}/g) ?? [];
}

function hostName(number: number): string {
  return `SRV-${String(number).padStart(5, '0')}`;
}

function clientName(index: number): string {
  return `Client ${two(index)}`;
}

function two(index: number): string {
  return String(index + 1).padStart(2, '0');
}
