import { addAgent, addClient } from '../../sandbox/trmm/add-rows.ts';
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

/** A server that went down, and the row that TRMM made of it. */
export interface Raised {
  row: number;
  host: string;
  channel: string;
}

export interface Fleet {
  /** That many servers that nobody has heard of before go down, each at the next client. */
  raise(count: number): Raised[];
}

/** Servers that have to be there before the bot reads the list of devices. */
export function createFleet(trmm: TrmmStandIn, size: number): Fleet {
  const sites = CHANNELS.map((_, index) => addClient(trmm.world, clientName(index), ['HQ']).sites[0]?.id ?? 0);
  for (let number = 0; number < size; number += 1) {
    addAgent(trmm.world, {
      hostname: hostName(number),
      site: sites[number % CLIENTS] ?? 0,
      monitoring_type: 'server',
    });
  }
  let next = 0;
  return {
    raise(count) {
      if (next + count > size) throw new Error('the fleet is too small for this bench');
      return Array.from({ length: count }, () => {
        const host = hostName(next);
        const channel = CHANNELS[next % CLIENTS] ?? '';
        next += 1;
        return { row: trmm.raise({ type: 'availability', agent: host }).id, host, channel };
      });
    },
  };
}

/** The server that a message is about, if any. */
export function hostIn(body: Readonly<Record<string, unknown>>): string | undefined {
  const words = [body['text'], body['attachments'], body['blocks']];
  return words.map((text) => /SRV-\d{5}/.exec(typeof text === 'string' ? text : '')?.[0]).find(Boolean);
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
