import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes as Code,
} from 'discord.js';
import { parseButton } from '../button.ts';
import type { Answer, Ask } from '../contract.ts';
import { FAILED, markOf, PASSING, renderAnswer, renderQuestion, UNSHOWN } from './answers.ts';
import { askOfCommand, askOfForm, askOfMessage, placeOf } from './asks.ts';
import { understand } from './buttons.ts';
import { renderForm } from './form.ts';
import type { Listening } from './listening.ts';
import { presserOf } from './presser.ts';
import { renderSaid } from './render.ts';
import { type Replies, repliesTo } from './replies.ts';
import { offerChoices } from './suggest.ts';
import { isCode } from './trouble.ts';
import { within } from './within.ts';

/** Discord voids an interaction after 3 s. Until then an answer is shown whole; later the presser sees "thinking" first. */
const PATIENCE = 1800;
/** A form must be the very first answer, so that it is waited for as long as can be. */
const FORM_PATIENCE = 2400;
/** How much of the patience an interaction may have used up on its way here; more is the clocks' disagreement. */
const MOST_TRAVEL = 1500;

type Pressed =
  | ButtonInteraction
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | ModalSubmitInteraction;

/** Turns one interaction into what the desk is asked, and shows the answer. Rejects when it could not be shown. */
export async function serveInteraction(listening: Listening, interaction: Interaction): Promise<void> {
  const replies = repliesTo(listening.rest, interaction);
  if (interaction.guildId !== null && interaction.guildId !== listening.guild) return turnAway(interaction, replies);
  if (interaction.isAutocomplete()) return offerChoices(listening, interaction, replies);
  if (interaction.isChatInputCommand()) return respond(listening, interaction, replies, askOfCommand(interaction));
  if (interaction.isMessageContextMenuCommand())
    return respond(listening, interaction, replies, askOfMessage(interaction, listening.interactions.commands));
  if (interaction.isModalSubmit()) return respond(listening, interaction, replies, askOfForm(interaction));
  if (interaction.isButton()) return press(listening, interaction, replies);
  return undefined;
}

async function press(listening: Listening, interaction: ButtonInteraction, replies: Replies): Promise<void> {
  const { id, asks } = understand(interaction.customId);
  if (!asks) return respond(listening, interaction, replies, parseButton(id));
  const { component } = interaction;
  const label = ('label' in component && component.label) || 'Yes';
  const question = listening.questions.questionFor(id) ?? `${label}: are you sure?`;
  return replies.say(renderQuestion(question, { id, label }));
}

async function respond(
  listening: Listening,
  interaction: Pressed,
  replies: Replies,
  ask: Ask | undefined,
): Promise<void> {
  if (!ask) return replies.say(renderSaid(['This is too old to be understood; use the newest card.']));
  const answering = answered(listening, interaction, ask);
  const timely = await within(answering, patience(listening, interaction, ask));
  if (!timely) await replies.think();
  const answer = timely ?? (await answering);
  if (answer.is === 'card') listening.questions.learn(answer.card);
  try {
    return await (timely ? present(interaction, replies, timely) : replies.fill(renderAnswer(answer)));
  } catch (error) {
    if (!(error instanceof RangeError) && !isCode(error, Code.InvalidFormBodyOrContentType)) throw error;
    listening.log.error({ interaction: interaction.id, cause: String(error) }, 'Discord refused an answer');
    const failure = renderAnswer(UNSHOWN);
    return timely ? replies.say(failure) : replies.fill(failure);
  }
}

/** What the desk answers; a failure is an answer too. */
async function answered(listening: Listening, interaction: Pressed, ask: Ask): Promise<Answer> {
  const { id } = interaction;
  try {
    return await listening.interactions.answer({
      id,
      presser: presserOf(interaction),
      place: placeOf(interaction),
      ask,
    });
  } catch (error) {
    listening.log.error({ interaction: id, cause: String(error) }, 'a press could not be answered');
    return FAILED;
  }
}

async function present(interaction: Pressed, replies: Replies, answer: Answer): Promise<void> {
  if (answer.is === 'form' && !interaction.isModalSubmit()) return replies.show(renderForm(answer.form));
  const body = renderAnswer(answer);
  return isReplaced(interaction, answer) ? replies.replace(body) : replies.say(body);
}

/**
 * Whether the answer takes the place of what was pressed. Only what the presser alone sees can be replaced: a card by
 * itself as it is now, the next page of a list among them, and a question or a list of mistakes by whatever follows.
 */
function isReplaced(interaction: Pressed, answer: Answer): boolean {
  if (interaction.isCommand() || !interaction.message?.flags.has(MessageFlags.Ephemeral)) return false;
  const mark = interaction.message.components[0]?.id;
  return mark === PASSING || (answer.is === 'card' && mark === markOf(answer.card));
}

function patience(listening: Listening, interaction: Pressed, ask: Ask): number {
  if (listening.interactions.opensForm(ask)) return FORM_PATIENCE;
  return PATIENCE - Math.min(MOST_TRAVEL, Math.max(0, Date.now() - interaction.createdTimestamp));
}

async function turnAway(interaction: Interaction, replies: Replies): Promise<void> {
  if (interaction.isAutocomplete()) return replies.offer([]);
  return replies.say(renderSaid(['This desk serves another server.']));
}
