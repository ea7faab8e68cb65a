import {
  type APIApplicationCommandOptionChoice,
  type APIInteractionResponse,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { MessageBody } from './render.ts';

/** What answering an interaction needs of it. */
export interface Answerable {
  id: string;
  token: string;
  applicationId: string;
}

/** The ways to answer one interaction. Only one of the first six may be called, and once. */
export interface Replies {
  say(body: MessageBody): Promise<void>;
  /** Changes the message that was pressed instead of adding one. */
  replace(body: MessageBody): Promise<void>;
  show(modal: APIModalInteractionResponseCallbackData): Promise<void>;
  offer(choices: APIApplicationCommandOptionChoice<string>[]): Promise<void>;
  /** "Thinking…", for the presser alone; `fill` is what follows, within 15 minutes. */
  think(): Promise<void>;
  fill(body: MessageBody): Promise<void>;
}

const EPHEMERAL = MessageFlags.Ephemeral;

export function repliesTo(rest: REST, { id, token, applicationId }: Answerable): Replies {
  async function answer(body: APIInteractionResponse): Promise<void> {
    const query = new URLSearchParams({ with_response: 'false' });
    await rest.post(Routes.interactionCallback(id, token), { body, query, auth: false });
  }
  return {
    say: async (body) =>
      answer({
        type: InteractionResponseType.ChannelMessageWithSource,
        data: { ...body, flags: body.flags | EPHEMERAL },
      }),
    replace: async (body) => answer({ type: InteractionResponseType.UpdateMessage, data: body }),
    show: async (data) => answer({ type: InteractionResponseType.Modal, data }),
    offer: async (choices) =>
      answer({ type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices } }),
    think: async () =>
      answer({ type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: EPHEMERAL } }),
    async fill(body) {
      await rest.patch(Routes.webhookMessage(applicationId, token, '@original'), { body, auth: false });
    },
  };
}
