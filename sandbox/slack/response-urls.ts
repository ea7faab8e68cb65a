import type { FastifyInstance } from 'fastify';
import { argumentsFrom, flag, optionalText, type Arguments } from './arguments.ts';
import { contentFrom, refuseNothing, type Content } from './content.ts';
import { postAsBot } from './messages.ts';
import { removeMessage } from './methods/chat.ts';
import { BOT } from './options.ts';
import { Refusal } from './refusal.ts';
import type { Ephemeral, World } from './world.ts';

/** The right to answer where a person acted: five times within thirty minutes, whoever is in that channel. */
export interface ResponseUrl {
  user: string;
  channel: string;
  issuedAt: number;
  uses: number;
  /** What the person acted on; absent for commands. */
  message?: { ts: string; ephemeral: boolean; threadTs?: string };
}

const LIFETIME = 30 * 60_000;
const MOST_USES = 5;

export function issueResponseUrl(
  world: World,
  kind: 'actions' | 'commands' | 'app',
  right: Pick<ResponseUrl, 'user' | 'channel' | 'message'>,
): string {
  const secret = world.nextId('R');
  world.responseUrls.set(secret, { ...right, issuedAt: world.standIn.now(), uses: 0 });
  return `${world.standIn.url}/${kind}/${world.settings.team.id}/${secret}`;
}

/** Serves the addresses handed out as `response_url`. */
export function serveResponseUrls(server: FastifyInstance, world: World): void {
  server.post<{ Params: { kind: string; team: string; secret: string } }>(
    '/:kind(^actions|commands|app$)/:team/:secret',
    async (request, reply) => {
      const right = world.responseUrls.get(request.params.secret);
      try {
        if (!right || world.standIn.now() - right.issuedAt > LIFETIME) throw new Refusal('expired_url');
        if (right.uses >= MOST_USES) throw new Refusal('used_url');
        const args = argumentsFrom(request.body);
        respond(world, right, args);
        right.uses += 1;
        return await reply.type('text/plain').send('ok');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const gone = error.error === 'expired_url' || error.error === 'used_url';
        return reply.code(gone ? 404 : 400).send({ ok: false, error: error.error, ...error.extra });
      }
    },
  );
}

/** Does what an answer to a person's act asks for: replace, delete, or say something new. */
export function respond(world: World, right: ResponseUrl, args: Arguments): void {
  if (flag(args, 'delete_original')) return removeOriginal(world, right);
  const content = contentFrom(world, args);
  refuseNothing(content);
  if (flag(args, 'replace_original') && right.message) return replaceOriginal(world, right, content);
  const channel = world.channels.get(right.channel);
  if (!channel) throw new Refusal('channel_not_found');
  const threadTs = optionalText(args, 'thread_ts') ?? right.message?.threadTs;
  if (optionalText(args, 'response_type') === 'in_channel') postAsBot(world, channel, content, threadTs);
  else showTo(world, right, content, threadTs);
}

function showTo(world: World, right: ResponseUrl, content: Content, threadTs: string | undefined): void {
  world.ephemerals.push({
    ts: world.nextTs(),
    channel: right.channel,
    user: right.user,
    ...shown(content),
    ...(threadTs ? { thread_ts: threadTs } : {}),
  });
  world.standIn.changed();
}

function shown(content: Content): Pick<Ephemeral, 'text' | 'blocks' | 'attachments'> {
  return {
    text: content.text ?? '',
    ...(content.blocks?.length ? { blocks: content.blocks } : {}),
    ...(content.attachments?.length ? { attachments: content.attachments } : {}),
  };
}

function replaceOriginal(world: World, right: ResponseUrl, content: Content): void {
  const target = originalOf(world, right);
  delete target.blocks;
  delete target.attachments;
  Object.assign(target, shown(content));
  if (!right.message?.ephemeral) Object.assign(target, { edited: { user: BOT.userId, ts: world.nextTs() } });
  world.standIn.changed();
}

function removeOriginal(world: World, right: ResponseUrl): void {
  const target = originalOf(world, right);
  const channel = world.channels.get(right.channel);
  const index = world.ephemerals.findIndex((one) => one === target);
  if (index >= 0) world.ephemerals.splice(index, 1);
  else if (channel && 'type' in target) removeMessage(channel, target);
  world.standIn.changed();
}

function originalOf(world: World, right: ResponseUrl) {
  const ts = right.message?.ts ?? '';
  const ephemeral = world.ephemerals.find((one) => one.ts === ts && one.user === right.user);
  const original = ephemeral ?? world.channels.get(right.channel)?.messages.get(ts);
  if (!original) throw new Refusal('message_not_found');
  return original;
}
