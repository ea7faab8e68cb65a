import type { AutocompleteInteraction } from 'discord.js';
import type { Choice } from '../../desk/form.ts';
import { placeOf } from './asks.ts';
import { choicesFor } from './commands.ts';
import { label } from './escape.ts';
import type { Listening } from './listening.ts';
import { AUTOCOMPLETE_CHOICES, CHOICE_NAME } from './limits.ts';
import { presserOf } from './presser.ts';
import type { Replies } from './replies.ts';
import { within } from './within.ts';

/** A list that comes later than this is of no use to somebody who types. */
const PATIENCE = 2000;

/** Offers what fits the typed words; nothing when the desk cannot say in time. */
export async function offerChoices(
  listening: Listening,
  interaction: AutocompleteInteraction,
  replies: Replies,
): Promise<void> {
  const choices = await within(choicesOf(listening, interaction), PATIENCE);
  const offered = new Map((choices ?? []).map((choice) => [choice.id, choice]));
  await replies.offer(
    [...offered.values()]
      .filter(({ id }) => id !== '' && id.length <= CHOICE_NAME)
      .slice(0, AUTOCOMPLETE_CHOICES)
      .map((choice) => ({ name: label(choice.label, CHOICE_NAME) || choice.id, value: choice.id })),
  );
}

async function choicesOf(
  { interactions, log }: Listening,
  interaction: AutocompleteInteraction,
): Promise<readonly Choice[]> {
  const { commandName: name, options } = interaction;
  const subcommand = options.getSubcommand(false) ?? undefined;
  const among = choicesFor(interactions.commands, { name, subcommand });
  if (among === undefined) return [];
  try {
    const who = { presser: presserOf(interaction), place: placeOf(interaction) };
    return await interactions.choices(among, options.getFocused(), who);
  } catch (error) {
    log.warn({ among, cause: String(error) }, 'no choices could be offered');
    return [];
  }
}
