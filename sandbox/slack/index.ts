import { startStandIn, type StandIn } from '../stand-in.ts';
import { createAdmin, type Admin } from './admin.ts';
import type { Delivery } from './delivery/parcel.ts';
import { createPostOffice } from './delivery/post-office.ts';
import { createSocketMode, type SocketMode } from './delivery/socket-mode.ts';
import { createHands, type Hands } from './hands/hands.ts';
import { BOT, settingsFrom, type Settings, type SlackOptions } from './options.ts';
import { serveResponseUrls } from './response-urls.ts';
import { serveSandbox } from './routes.ts';
import { createSight, type Sight } from './sight.ts';
import { serveWebApi } from './web-api.ts';
import { createWorld, type Mistake, type Ping } from './world.ts';

/** A Slack workspace with one app in it, its people's hands and eyes, and its administrator. */
export interface SlackStandIn extends StandIn, Hands, Sight, Admin {
  /** The Web API's root, for `slackApiUrl`. */
  readonly apiUrl: string;
  readonly settings: Settings;
  readonly bot: typeof BOT;
  /** Everything the bot was told, with how it answered. */
  readonly deliveries: readonly Delivery[];
  /** What the bot did wrong without Slack saying so; a good bot leaves it empty. */
  readonly mistakes: readonly Mistake[];
  /** Every new post of the bot, with whom it mentioned; edits ring nobody. */
  readonly pings: readonly Ping[];
  /** Waits until `read` gives something, looking again after every change; rejects after `milliseconds` (5,000). */
  until<Value>(read: () => Value | undefined | false | null, milliseconds?: number): Promise<Value>;
}

/** Starts a strict Slack on loopback; port 0 unless told otherwise. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackStandIn> {
  const settings = settingsFrom(options);
  let parts: Omit<SlackStandIn, keyof StandIn> | undefined;
  let end = async (): Promise<void> => {};
  const standIn = await startStandIn(
    { port: settings.port, seed: settings.seed, state: () => parts?.state(), onClose: () => end() },
    (base) => {
      const built = assemble(base, settings);
      parts = built.parts;
      end = built.end;
    },
  );
  return Object.assign(standIn, parts as Omit<SlackStandIn, keyof StandIn>);
}

function assemble(
  standIn: StandIn,
  settings: Settings,
): { parts: Omit<SlackStandIn, keyof StandIn>; end: () => Promise<void> } {
  const watchers = watchChanges(standIn);
  const world = createWorld(settings, standIn);
  const socketMode = createSocketMode(world);
  const office = createPostOffice(world, socketMode);
  world.announce = async (name, event) => void (await office.announce(name, event));
  const hands = createHands({ world, office });
  const sight = createSight(world, socketMode, office);
  const admin = createAdmin(world, socketMode, office);
  const apiUrl = () => `${standIn.url}/api/`;

  acceptForms(standIn);
  serveWebApi(standIn.server, world, () => socketMode.issueAddress());
  serveResponseUrls(standIn.server, world);
  serveSandbox(standIn.server, { ...hands, ...sight, ...admin });
  followTheClock(standIn, () => {
    office.sendDue();
    socketMode.breakLingering();
  });
  followThePlug(standIn, socketMode);

  const { mistakes, pings } = world;
  const parts = {
    ...hands,
    ...sight,
    ...admin,
    get apiUrl() {
      return apiUrl();
    },
    settings,
    bot: BOT,
    deliveries: office.deliveries,
    mistakes,
    pings,
    until: watchers.until,
  };
  async function end(): Promise<void> {
    // The page's streams have ended by now; a word into one of them would be an error.
    standIn.changed = () => {};
    office.close();
    await socketMode.close();
  }
  return { parts, end };
}

function acceptForms({ server }: StandIn): void {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(body.toString())));
  });
}

function followTheClock(standIn: StandIn, catchUp: () => void): void {
  const advance = standIn.advance.bind(standIn);
  standIn.advance = (milliseconds) => {
    advance(milliseconds);
    catchUp();
  };
}

/** Pulling the plug also breaks the sockets, whether it was pulled here or on the page. */
function followThePlug(standIn: StandIn, socketMode: SocketMode): void {
  function turn(plugged: boolean): void {
    socketMode.setRefusing(!plugged);
    if (!plugged) socketMode.cut();
  }
  const unplug = standIn.unplug.bind(standIn);
  const plug = standIn.plug.bind(standIn);
  standIn.unplug = () => {
    unplug();
    turn(false);
  };
  standIn.plug = () => {
    plug();
    turn(true);
  };
  standIn.server.addHook('onResponse', async (request) => {
    if (request.url === '/_sandbox/plug') turn((request.body as { plugged: boolean }).plugged);
  });
}

function watchChanges(standIn: StandIn): Pick<SlackStandIn, 'until'> {
  const looks = new Set<() => void>();
  const changed = standIn.changed.bind(standIn);
  standIn.changed = () => {
    changed();
    for (const look of looks) look();
  };
  return {
    until: (read, milliseconds = 5000) =>
      new Promise((resolve, reject) => {
        const poll = setInterval(look, 25);
        const deadline = setTimeout(() => {
          stop();
          reject(new Error(`Nothing of the kind came within ${milliseconds} ms`));
        }, milliseconds);
        function stop(): void {
          clearInterval(poll);
          clearTimeout(deadline);
          looks.delete(look);
        }
        function look(): void {
          const value = read();
          if (value === undefined || value === false || value === null) return;
          stop();
          resolve(value);
        }
        looks.add(look);
        look();
      }),
  };
}
