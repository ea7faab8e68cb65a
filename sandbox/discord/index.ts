import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { startStandIn, type StandIn } from '../stand-in.ts';
import { createWorld } from './create-world.ts';
import { createGateway, type Gateway, type WiredGateway } from './gateway.ts';
import { createHands, type Hands } from './hands/hands.ts';
import { createLimits, type Limits } from './limits.ts';
import { createMischief, type Mischief } from './mischief.ts';
import { type DiscordOptions, settingsFor } from './options.ts';
import { addPageRoutes } from './page.ts';
import { addRest } from './rest.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';
import { createView, type View } from './view.ts';
import { createWatch, type Watch } from './watch.ts';
import type { World } from './world.ts';

/** Discord on loopback. The API root for discord.js is `${url}/api`; it adds `/v10`. */
export interface DiscordStandIn extends StandIn, Hands, View, Mischief {
  readonly gateway: Gateway;
  /** What the bot sent that Discord would refuse or drop; a test asserts that it is empty. */
  readonly violations: string[];
  /** Answers of the stand-in itself that Discord's OpenAPI file would not allow. */
  readonly drift: string[];
  /** Answers of 401, 403 and 429 in the last ten minutes. */
  invalidRequests(): number;
  /** First truthy value of `look`, asked now and after every change; rejects after 5 s unless told otherwise. */
  eventually<Value>(look: () => Value | undefined | false, milliseconds?: number): Promise<Value>;
}

const EVENTUALLY = 5000;

interface Parts {
  world: World;
  gateway: WiredGateway;
  limits: Limits;
  hands: Hands;
  view: View;
  mischief: Mischief;
  drift: string[];
  verdicts: Verdicts;
}

export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordStandIn> {
  const watch = createWatch();
  const { port = 0, seed = 1 } = options;
  let parts: Parts | undefined;
  const standIn = await startStandIn(
    { port, seed, state: () => parts && stateOf(parts), onClose: () => parts?.gateway.stop() },
    async (standIn) => {
      parts = await build(standIn, options, watch);
    },
  );
  if (!parts) throw new Error('The stand-in did not start');
  return extend(standIn, parts, watch);
}

async function build(standIn: StandIn, options: DiscordOptions, watch: Watch): Promise<Parts> {
  function changed(): void {
    standIn.changed();
    watch.notify();
  }

  const world = createWorld(settingsFor(options), () => standIn.now(), changed);
  const address = (): string => `ws://127.0.0.1:${standIn.port}/gateway`;
  const gateway = createGateway(world, address);
  world.dispatch = (event, payload, intent) => gateway.dispatch(event, payload, intent);
  connectGateway(standIn, gateway);
  const limits = createLimits(() => world.now());
  const drift: string[] = [];
  const verdicts = createVerdicts(options.specification, world.violations, drift);
  const door = { url: address, startsLeft: () => gateway.startsLeft() };
  await addRest(standIn.server, { world, limits, verdicts, door });
  const hands = createHands(world, watch);
  const mischief = createMischief(world);
  await addPageRoutes(standIn.server, hands, mischief, gateway);
  return { world, gateway, limits, hands, view: createView(world), mischief, drift, verdicts };
}

function stateOf({ verdicts, view, drift, gateway }: Parts): Record<string, unknown> {
  verdicts.flush();
  return { ...view.state(), drift, connections: gateway.connections() };
}

/** The gateway shares the server's port, and goes when the plug is pulled, by method or over HTTP. */
function connectGateway(standIn: StandIn, gateway: WiredGateway): void {
  standIn.server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    gateway.upgrade(request, socket, head),
  );
  const plug = standIn.plug.bind(standIn);
  const unplug = standIn.unplug.bind(standIn);
  standIn.plug = () => {
    plug();
    gateway.plug(true);
  };
  standIn.unplug = () => {
    unplug();
    gateway.plug(false);
  };
  standIn.server.addHook('onResponse', async (request) => {
    if (request.url !== '/_sandbox/plug') return;
    gateway.plug((request.body as { plugged?: boolean } | undefined)?.plugged === true);
  });
}

function extend(standIn: StandIn, parts: Parts, watch: Watch): DiscordStandIn {
  const { world, gateway, limits, hands, view, mischief, drift, verdicts } = parts;
  function judged(list: string[]): () => string[] {
    return () => {
      verdicts.flush();
      return list;
    };
  }

  const added = Object.assign(standIn, hands, view, mischief, {
    gateway,
    violations: world.violations,
    drift,
    invalidRequests: () => limits.invalid(),
    eventually: <Value>(look: () => Value | undefined | false, milliseconds = EVENTUALLY) =>
      watch.until(look, milliseconds),
  });
  Object.defineProperty(added, 'violations', { get: judged(world.violations) });
  return Object.defineProperty(added, 'drift', { get: judged(drift) });
}
