import type { Json } from '../block-kit.ts';
import { BOT } from '../options.ts';
import type { World } from '../world.ts';
import type { Ack, Delivery, Parcel } from './parcel.ts';
import { hears } from './subscriptions.ts';
import { sendSigned } from './signed-http.ts';
import type { SocketMode } from './socket-mode.ts';

export interface PostOffice {
  readonly deliveries: Delivery[];
  /** Delivers what a person did, once: clicks and commands are never repeated. */
  deliver(type: 'interactive' | 'slash_commands', payload: Json, takesAnswer: boolean): Promise<Ack>;
  /** Delivers an event, again at once, after one minute and after five while it is not acked. Resolves with the first ack. */
  deliverEvent(event: Json): Promise<Ack>;
  /** Delivers an event if the app hears of it; undefined when it does not. */
  announce(name: string, event: Json): Promise<Ack | undefined>;
  /** Delivers the last event once more, acked or not, as Slack sometimes does. */
  repeatEvent(): Promise<Ack>;
  /** Sends the retries that have become due by the stand-in's clock. */
  sendDue(): void;
  /** Where signed requests go while no socket is open. */
  deliverTo(root: string | undefined): void;
  close(): void;
}

const RETRY_AFTER = [0, 60_000, 300_000];
const SWEEP = 1000;

/** Chooses between sockets and signed HTTP, keeps the log, and repeats events. */
export function createPostOffice(world: World, socketMode: SocketMode): PostOffice {
  const deliveries: Delivery[] = [];
  let due: { at: number; parcel: Parcel }[] = [];
  let lastEvent: Parcel | undefined;
  let root = world.settings.requestUrl;
  const sweep = setInterval(sendDue, SWEEP).unref();

  async function send(parcel: Parcel): Promise<Ack> {
    const { id, type, attempt } = parcel;
    const entry: Delivery = { at: world.standIn.now(), id, type, via: 'nothing', attempt, outcome: 'pending' };
    deliveries.push(entry);
    const ack = await hand(parcel, entry);
    entry.outcome = ack.acked ? 'acked' : ack.error;
    // Told only after the caller had its turn, so that a retry is booked by the time anyone looks.
    setImmediate(() => world.standIn.changed());
    return ack;
  }

  async function hand(parcel: Parcel, entry: Delivery): Promise<Ack> {
    const bySocket = socketMode.send(parcel);
    if (bySocket) {
      entry.via = 'socket';
      entry.connection = bySocket.connection;
      return bySocket.ack;
    }
    if (root === undefined) return { acked: false, error: 'dispatch_failed', milliseconds: 0 };
    entry.via = 'http';
    return sendSigned(world, root, parcel);
  }

  async function sendEvent(parcel: Parcel): Promise<Ack> {
    lastEvent = parcel;
    const ack = await send(parcel);
    if (ack.acked || ack.noRetry) return ack;
    const wait = RETRY_AFTER[parcel.attempt];
    if (wait === undefined) {
      world.mistake('lost_event', `event ${parcel.id} was given up after ${parcel.attempt} retries`);
      return ack;
    }
    const again = { ...parcel, attempt: parcel.attempt + 1, reason: reasonOf(ack.error) };
    if (wait === 0) return sendEvent(again);
    due.push({ at: world.standIn.now() + wait, parcel: again });
    return ack;
  }

  function sendDue(): void {
    const now = world.standIn.now();
    const ready = due.filter((one) => one.at <= now);
    due = due.filter((one) => one.at > now);
    for (const { parcel } of ready) void sendEvent(parcel);
  }

  function deliverEvent(event: Json): Promise<Ack> {
    const payload = eventBody(world, event);
    return sendEvent({ id: world.nextId('envelope-'), type: 'events_api', payload, takesAnswer: false, attempt: 0 });
  }

  return {
    deliveries,
    deliver: (type, payload, takesAnswer) =>
      send({ id: world.nextId('envelope-'), type, payload, takesAnswer, attempt: 0 }),
    deliverEvent,
    announce: async (name, event) => (hears(world, name) ? deliverEvent(event) : undefined),
    async repeatEvent() {
      if (!lastEvent) throw new Error('No event was delivered yet');
      return send({ ...lastEvent, attempt: lastEvent.attempt + 1, reason: 'timeout' });
    },
    sendDue,
    deliverTo(address) {
      root = address;
    },
    close() {
      clearInterval(sweep);
      due = [];
    },
  };
}

/** Why an event comes again, in the words of `retry_reason`; over HTTP they get a prefix of their own. */
function reasonOf(error: string): string {
  if (error === 'operation_timeout') return 'timeout';
  return error === 'dispatch_failed' ? 'connection_failed' : 'http_error';
}

function eventBody(world: World, event: Json): Json {
  const { team } = world.settings;
  if (event['type'] === 'app_rate_limited') {
    const minute = Math.floor(world.standIn.now() / 60_000) * 60;
    return { team_id: team.id, api_app_id: BOT.appId, type: 'app_rate_limited', minute_rate_limited: minute };
  }
  return {
    token: 'sandbox-verification-token',
    team_id: team.id,
    api_app_id: BOT.appId,
    event: { event_ts: world.nextTs(), ...event },
    type: 'event_callback',
    event_id: world.nextId('Ev'),
    event_time: Math.floor(world.standIn.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: BOT.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}
