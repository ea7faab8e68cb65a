import type { Mutant } from '../mutant.ts';
import { group } from './group.ts';

/** Socket Mode, signed HTTP, events, triggers. */
export const delivery: Mutant[] = [
  ...group('delivery/socket-mode', 'sockets', [
    ['a ticket opens one connection', '!tickets.delete(ticket)', '!tickets.has(ticket)'],
    ['ten connections', 'MOST_CONNECTIONS = 10', 'MOST_CONNECTIONS = 11'],
    ['why the eleventh goes', "sendAway(connection, 'too_many_websockets')", "sendAway(connection, 'warning')"],
    [
      'one connection gets each envelope',
      'say(chosen.socket, envelope(parcel))',
      'for (const one of ready) say(one.socket, envelope(parcel))',
    ],
    ['not always the same connection', 'world.random() * ready.length', '0'],
    ['who leaves gets nothing', '!one.leaving && one.socket.readyState', 'one.socket.readyState'],
    ['who leaves has ten seconds', 'GRACE = 10_000', 'GRACE = 60_000'],
    ['ten seconds and no fewer', 'GRACE = 10_000', 'GRACE = 5000'],
    ['the greeting', "type: 'hello'", "type: 'welcome'"],
    ['how many connections', 'num_connections: connections.filter((one) => !one.leaving).length', 'num_connections: 0'],
    [
      'two acks are noted',
      "else if (entry.acks > 1) world.mistake('double_ack'",
      "else if (entry.acks > 2) world.mistake('double_ack'",
    ],
    ['an ack for nothing is noted', "world.mistake('unknown_envelope', text.slice(0, 200))", 'undefined'],
    ['a lost ack is lost', 'if (lost > 0) {', 'if (lost > 1) {'],
    ['no sockets without a plug', 'if (refusing) {', 'if (refusing && ticket === "") {'],
  ]),
  ...group('options', 'sockets', [['three seconds for an ack', '?? 3000', '?? 30_000']]),
  ...group('delivery/socket-mode', 'events', [
    ['the number of the attempt', 'retry_attempt: parcel.attempt', 'retry_attempt: 0'],
    ['the reason of the attempt', "retry_reason: parcel.reason ?? ''", "retry_reason: ''"],
    ['events take no answer', 'accepts_response_payload: parcel.takesAnswer', 'accepts_response_payload: true'],
  ]),
  ...group('delivery/post-office', 'events', [
    ['again at once', 'RETRY_AFTER = [0,', 'RETRY_AFTER = [60_000,'],
    ['again after a minute', '60_000, 300_000]', '90_000, 300_000]'],
    ['again after five minutes', '60_000, 300_000]', '60_000, 600_000]'],
    ['no fourth attempt', '60_000, 300_000]', '60_000, 300_000, 300_000]'],
    ['no third attempt fewer', '60_000, 300_000]', '60_000]'],
    [
      'attempts are counted',
      'attempt: parcel.attempt + 1, reason: reasonOf',
      'attempt: parcel.attempt + 2, reason: reasonOf',
    ],
    ['the same envelope comes again', 'const again = { ...parcel,', "const again = { ...parcel, id: world.nextId(''),"],
    ['a lost event is noted', "world.mistake('lost_event'", "void ('lost_event'"],
    ['too many events have no inner event', "if (event['type'] === 'app_rate_limited')", "if (event['type'] === '')"],
  ]),
  ...group('delivery/post-office', 'sockets', [
    [
      'clicks are never repeated',
      "      send({ id: world.nextId('envelope-'), type, payload",
      "      sendEvent({ id: world.nextId('envelope-'), type, payload",
    ],
    ['nobody there', "error: 'dispatch_failed', milliseconds: 0", "error: 'operation_timeout', milliseconds: 0"],
  ]),
  ...group('delivery/post-office', 'http-events', [
    ['x-slack-no-retry', 'ack.acked || ack.noRetry', 'ack.acked'],
    [
      'an error is no broken connection',
      "'connection_failed' : 'http_error'",
      "'connection_failed' : 'connection_failed'",
    ],
  ]),
  ...group('delivery/signed-http', 'http-events', [
    ['the number of the attempt over HTTP', "'x-slack-retry-num': String(parcel.attempt)", "'x-slack-retry-num': '1'"],
    ['the name of a time-out', "parcel.reason === 'timeout' ? 'http_timeout'", "parcel.reason === '' ? 'http_timeout'"],
    ['the challenge comes back', 'ack.payload === challenge ||', 'ack.acked ||'],
    ['any 2xx for an event', 'response.ok :', 'response.status === 200 :'],
    ['200 alone for a person', ': response.status === 200', ': response.ok'],
    ['no first attempt is a retry', 'if (parcel.attempt === 0) return {};', ''],
    ['three seconds over HTTP', 'AbortSignal.timeout(world.settings.ackDeadline)', 'AbortSignal.timeout(60_000)'],
  ]),
  ...group('delivery/signed-http', 'signed-http', [
    ['the version of the signature', 'update(`v0:${timestamp}', 'update(`v1:${timestamp}'],
    ['the secret of the signature', "createHmac('sha256', world.settings.signingSecret)", "createHmac('sha256', 'x')"],
    ['a refusal is no ack', 'if (!accepts(parcel, response)) return', 'if (!parcel) return'],
  ]),
  ...group('delivery/subscriptions', 'subscriptions', [
    ['only what was subscribed to', 'if (!world.settings.events.includes(event)) return false;', ''],
    ['only what was granted', 'if (missing === undefined) return true;', 'if (world) return true;'],
    ['direct messages ask for im:history', "'message.im': ['im:history']", "'message.im': []"],
    ['channels ask for channels:history', "'message.channels': ['channels:history']", "'message.channels': []"],
    ['private channels ask for groups:history', "'message.groups': ['groups:history']", "'message.groups': []"],
    ['what was not granted is noted', "world.mistake('unheard_event'", "void ('unheard_event'"],
  ]),
  ...group('triggers', 'clicks', [
    ['a trigger lives three seconds', 'LIFETIME = 3000', 'LIFETIME = 4000'],
    ['a trigger is for one use', "if (trigger.used) throw new Refusal('exchanged_trigger_id');", ''],
    ['a trigger is not made up', "Refusal('invalid_trigger_id')", "Refusal('expired_trigger_id')"],
    ['the code for a late trigger', "Refusal('expired_trigger_id')", "Refusal('invalid_trigger_id')"],
  ]),
];
