import { ComponentType, InteractionType } from '../codes.ts';
import type { Component } from '../shapes.ts';
import type { Watch } from '../watch.ts';
import { channelOf, type Interaction, type OpenModal, removePost, type World } from '../world.ts';
import { chosenIn, fillForm, type FormValues } from './form.ts';
import { openInteraction, type Opening, type Seen, seenOf } from './interaction.ts';
import { channelNamed, findComponent, personOf, postsFor, type Target } from './look.ts';
import { resolvedFor } from './resolve.ts';
import { commandSent, type Typed } from './typed.ts';

/** A person at Discord. Each act resolves with what they see at the first answer, or after three seconds without one. */
export interface Hands {
  click(target: Target): Promise<Seen>;
  select(target: Target & { values: string[] }): Promise<Seen>;
  command(typed: Typed): Promise<Seen>;
  autocomplete(typed: Typed & { focused: string }): Promise<Seen>;
  /** `modal` is the id of the open form or its custom_id. The form stays open when no answer comes. */
  submit(form: { user: string; modal: string; values?: FormValues }): Promise<Seen>;
  /** Closes a form or an ephemeral message; the bot hears nothing of it. */
  dismiss(what: { user: string; modal?: string; message?: string }): void;
  /** How an interaction stands now. */
  look(interaction: string): Seen;
  /** Waits until the answer was edited, followed up or deleted through its token, at least `changes` times in all. */
  later(interaction: string, changes?: number, milliseconds?: number): Promise<Seen>;
}

const FIRST_ANSWER = 3000;
const LATER = 5000;
/** The end of the three seconds is read from the stand-in's clock; this is for a poll that comes late. */
const GRACE = 2000;
const SELECTS = [
  ComponentType.stringSelect,
  ComponentType.userSelect,
  ComponentType.roleSelect,
  ComponentType.mentionableSelect,
  ComponentType.channelSelect,
];
const LINK = 5;

export function createHands(world: World, watch: Watch): Hands {
  function interactionOf(id: string): Interaction {
    const found = [...world.interactions.values()].find((interaction) => interaction.id === id);
    if (!found) throw new Error(`There is no interaction ${id}`);
    return found;
  }

  async function act(opening: Opening): Promise<Seen> {
    const interaction = openInteraction(world, opening);
    const isOver = (): boolean => interaction.late || world.now() - interaction.at >= FIRST_ANSWER;
    await watch.until(() => interaction.answer !== undefined || isOver(), FIRST_ANSWER + GRACE);
    return seenOf(world, interaction);
  }

  async function press(target: Target, types: number[], values: string[] = []): Promise<Seen> {
    const { post, component } = findComponent(world, target, types);
    if (component.style === LINK && component.url) return linkSeen(component.url);
    return act({
      type: InteractionType.component,
      person: personOf(world, target.user),
      channel: channelOf(world, post.message.channel_id),
      source: post,
      data: pressData(world, component, values),
    });
  }

  async function type(typed: Typed, kind: number, focused?: string): Promise<Seen> {
    const person = personOf(world, typed.user);
    const channel = channelNamed(world, typed.channel);
    return act({ type: kind, person, channel, ...commandSent(world, person, typed, focused) });
  }

  return {
    click: async (target) => press(target, [ComponentType.button]),
    select: async (target) => press(target, SELECTS, target.values),
    command: async (typed) => type(typed, InteractionType.command),
    autocomplete: async (typed) => type(typed, InteractionType.autocomplete, typed.focused),
    async submit({ user, modal, values = {} }) {
      const person = personOf(world, user);
      const open = modalOf(world, person.user.id, modal);
      const channel = channelOf(world, open.channelId);
      const { components, entities } = fillForm(world, open.components, values);
      const resolved = entities.length > 0 ? { resolved: resolvedFor(world, entities) } : {};
      const seen = await act({
        type: InteractionType.modal,
        person,
        channel,
        data: { custom_id: open.custom_id, components, ...resolved },
        ...(open.source ? { source: open.source } : {}),
        origin: { opener: interactionOf(open.id) },
      });
      if (seen.acked) closeModal(world, open);
      return seen;
    },
    dismiss({ user, modal, message }) {
      const { id } = personOf(world, user).user;
      if (modal !== undefined) closeModal(world, modalOf(world, id, modal));
      const post = postsFor(world, id).find((one) => one.viewer === id && one.message.id === message);
      if (post) removePost(world, post);
      world.changed();
    },
    look: (id) => seenOf(world, interactionOf(id)),
    async later(id, changes = 1, milliseconds = LATER) {
      const interaction = interactionOf(id);
      await watch.until(() => interaction.changes >= changes, milliseconds);
      return seenOf(world, interaction);
    },
  };
}

function pressData(world: World, component: Component, values: string[]): Record<string, unknown> {
  const base = { component_type: component.type, custom_id: component.custom_id, id: component.id };
  if (component.type === ComponentType.button) return base;
  const chosen = chosenIn(world, component, values, component.max_values ?? 1);
  if (component.type === ComponentType.stringSelect) return { ...base, values: chosen };
  return { ...base, values: chosen, resolved: resolvedFor(world, chosen) };
}

function modalOf(world: World, userId: string, modal: string): OpenModal {
  const own = world.modals.filter((open) => open.userId === userId);
  const open = own.findLast(({ id, custom_id: customId }) => id === modal || customId === modal);
  if (!open) throw new Error(`No form ${modal} is open for ${userId}`);
  return open;
}

function closeModal(world: World, open: OpenModal): void {
  const index = world.modals.indexOf(open);
  if (index >= 0) world.modals.splice(index, 1);
  world.changed();
}

function linkSeen(url: string): Seen {
  return { interaction: '', acked: true, kind: 'link', url, followUps: [], changes: 0 };
}
