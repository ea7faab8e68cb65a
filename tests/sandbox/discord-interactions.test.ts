import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ButtonInteraction,
  ContextMenuCommandBuilder,
  ApplicationCommandType,
  Events,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
} from 'discord.js';
import { expect, test, vi } from 'vitest';
import type { DiscordStandIn } from '../../sandbox/discord/index.ts';
import { login } from './discord-client.ts';
import { ALERTS, ANN, APPLICATION, BEN, GUILD, raw } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const V2 = 1 << 15;

const buttons = [
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('go').setLabel('Go').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://desk.example/1').setLabel('Open').setStyle(ButtonStyle.Link),
    new ButtonBuilder().setCustomId('gone').setLabel('Gone').setStyle(ButtonStyle.Danger).setDisabled(true),
  ),
];

/** Answers one press by hand, over the wire. */
async function press(answer: (discord: DiscordStandIn, path: string, webhook: string) => Promise<unknown>) {
  const done: { value?: unknown } = {};
  const bot = await login(async (interaction) => {
    const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
    done.value = await answer(bot.discord, path, `/webhooks/${APPLICATION}/${interaction.token}`);
  });
  await bot.channel.send({ content: 'card', components: buttons });
  const seen = await bot.discord.click({ user: ANN, label: 'Go' });
  await bot.discord.eventually(() => done.value !== undefined);
  return { ...bot, seen, value: done.value };
}

test('a refused body leaves the interaction open, so that the bot may answer again', async () => {
  const { seen, value } = await press(async (discord, path) => {
    const long = await raw(discord, 'POST', path, { type: 4, data: { content: 'x'.repeat(2001) } });
    const short = await raw(discord, 'POST', path, { type: 4, data: { content: 'short' } });
    return [long.status, long.body['errors'], short.status];
  });
  const leaf = { code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' };
  expect(value).toEqual([400, { data: { content: { _errors: [leaf] } } }, 204]);
  expect([seen.kind, seen.message?.content]).toEqual(['message', 'short']);
});

test('the webhook exists from the first answer on, and its token lives fifteen minutes', async () => {
  const { value } = await press(async (discord, path, webhook) => {
    const before = await raw(discord, 'POST', webhook, { content: 'too early' });
    await raw(discord, 'POST', path, { type: 6 });
    const during = await raw(discord, 'POST', webhook, { content: 'in time' });
    discord.advance(15 * 60_000 + 1);
    const after = await raw(discord, 'PATCH', `${webhook}/messages/%40original`, { content: 'too late' });
    return [before.body['code'], during.status, after.status, after.body['code']];
  });
  expect(value).toEqual([10015, 200, 401, 50027]);
});

test('an answer that does not fit the interaction is refused', async () => {
  const { value, seen } = await press(async (discord, path) => {
    const choices = await raw(discord, 'POST', path, { type: 8, data: { choices: [] } });
    const message = await raw(discord, 'POST', path, { type: 4, data: { content: 'a' } });
    return [choices.status, choices.body['code'], message.status];
  });
  expect(value).toEqual([400, 50035, 204]);
  expect(seen.acked).toBe(true);
});

test('the first follow-up after a deferred reply fills it in, the second is a new message', async () => {
  const { discord, seen } = await press(async (_discord, path, webhook) => {
    await raw(_discord, 'POST', path, { type: 5, data: { flags: 64 } });
    await raw(_discord, 'POST', webhook, { content: 'first' });
    return (await raw(_discord, 'POST', webhook, { content: 'second', flags: 64 })).status;
  });
  const after = discord.look(seen.interaction);
  expect(after.message?.content).toBe('first');
  expect([after.message?.flags, after.message?.id === after.followUps[0]?.id]).toEqual([64, false]);
  expect(discord.ephemerals('Ann Baker').map(({ content }) => content)).toEqual(['first', 'second']);
  expect(discord.messages('alerts').map(({ content }) => content)).toEqual(['card']);
  expect(discord.violations).toEqual([]);
});

test('the V2 flag on a deferred reply is dropped and noted; on the edit it counts', async () => {
  const { discord, seen } = await press(async (_discord, path, webhook) => {
    await raw(_discord, 'POST', path, { type: 5, data: { flags: V2 } });
    const body = { flags: V2, components: [{ type: 10, content: 'text' }] };
    return (await raw(_discord, 'PATCH', `${webhook}/messages/@original`, body)).status;
  });
  expect(discord.violations).toContain(`interaction callback: Discord ignores data.flags ${V2} on a deferred reply`);
  expect(discord.look(seen.interaction).message?.flags).toBe(V2);
});

test('@original can be deleted and is then unknown; an unknown token is unknown at once', async () => {
  const { value, discord, seen } = await press(async (_discord, path, webhook) => {
    await raw(_discord, 'POST', path, { type: 4, data: { content: 'a', flags: 64 } });
    const deleted = await raw(_discord, 'DELETE', `${webhook}/messages/@original`);
    const again = await raw(_discord, 'PATCH', `${webhook}/messages/@original`, { content: 'b' });
    const unknown = await raw(_discord, 'POST', `/webhooks/${APPLICATION}/nonsense`, { content: 'b' });
    return [deleted.status, again.body['code'], unknown.body['code']];
  });
  expect(value).toEqual([204, 10008, 10015]);
  expect(discord.look(seen.interaction)).not.toHaveProperty('message');
});

test('with_response tells of the message, and an ephemeral one is out of reach of the channel routes', async () => {
  const { value } = await press(async (discord, path) => {
    const { body } = await raw(discord, 'POST', `${path}?with_response=true`, {
      type: 4,
      data: { content: 'a', flags: 64 },
    });
    const { resource, interaction } = body as { resource: { message: { id: string } }; interaction: object };
    const hidden = await raw(discord, 'GET', `/channels/${ALERTS}/messages/${resource.message.id}`);
    return [interaction, hidden.body['code']];
  });
  expect(value).toEqual([
    expect.objectContaining({ type: 3, response_message_ephemeral: true, response_message_loading: false }),
    10008,
  ]);
});

test('buttons of an ephemeral message work for the one who sees it', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (!interaction.isButton()) return;
    if (interaction.customId === 'go') {
      const yes = new ButtonBuilder().setCustomId('yes').setLabel('Yes').setStyle(ButtonStyle.Success);
      const components = [new ActionRowBuilder<ButtonBuilder>().addComponents(yes)];
      await interaction.reply({ content: 'sure?', components, flags: MessageFlags.Ephemeral });
    } else await interaction.update({ content: 'done', components: [] });
  });
  await channel.send({ content: 'card', components: buttons });
  const asked = await discord.click({ user: ANN, label: 'Go' });
  expect([asked.kind, asked.ephemeral, asked.message?.flags]).toEqual(['message', true, 64]);
  await expect(discord.click({ user: BEN, label: 'Yes' })).rejects.toThrow('sees nothing like');
  const done = await discord.click({ user: ANN, label: 'Yes' });
  expect([done.kind, done.message?.content]).toEqual(['update', 'done']);
  discord.dismiss({ user: ANN, message: done.message?.id ?? '' });
  expect(discord.ephemerals(ANN)).toEqual([]);
});

test('a person cannot press what is disabled, and a link tells the bot nothing', async () => {
  const heard: Interaction[] = [];
  const { discord, channel } = await login(async (interaction) => heard.push(interaction));
  await channel.send({ content: 'card', components: buttons });
  await expect(discord.click({ user: ANN, label: 'Gone' })).rejects.toThrow('Gone is disabled');
  const link = await discord.click({ user: ANN, label: 'Open' });
  expect([link.kind, link.url]).toEqual(['link', 'https://desk.example/1']);
  expect(heard).toEqual([]);
});

test('a press carries who, where and with which rights', async () => {
  const heard: ButtonInteraction[] = [];
  const roles = [{ id: '500000000000000001', name: 'technician' }];
  const users = [{ id: BEN, name: 'Ben Cole', roles: ['500000000000000001'] }];
  const { discord, channel } = await login(
    async (interaction) => {
      if (!interaction.isButton()) return;
      heard.push(interaction);
      await interaction.deferUpdate();
    },
    { roles, users },
  );
  const message = await channel.send({ content: 'card', components: buttons });
  await discord.click({ user: 'Ben Cole', channel: 'alerts', message: message.id, customId: 'go' });
  const [interaction] = heard;
  expect(interaction?.user.displayName).toBe('Ben Cole');
  expect(interaction?.channel?.id).toBe(ALERTS);
  expect(interaction?.message.id).toBe(message.id);
  expect(interaction?.inCachedGuild() && interaction.member.roles.cache.map((role) => role.name).sort()).toEqual([
    '@everyone',
    'technician',
  ]);
  expect(interaction?.memberPermissions?.has('Administrator')).toBe(false);
});

test('a select hands over the chosen values, and a button works in a direct message', async () => {
  const { discord, channel, client } = await login(async (interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.update({ content: interaction.values.join() });
    if (interaction.isButton()) await interaction.update({ content: `${interaction.inGuild()}` });
  });
  const menu = new StringSelectMenuBuilder()
    .setCustomId('snooze')
    .setPlaceholder('How long?')
    .addOptions({ label: 'One hour', value: '60' }, { label: 'A day', value: '1440' });
  await channel.send({
    content: 'a',
    components: [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(menu)],
  });
  const target = { user: ANN, label: 'How long?' };
  await expect(discord.select({ ...target, values: ['7'] })).rejects.toThrow('snooze has no option 7');
  expect((await discord.select({ ...target, values: ['A day'] })).message?.content).toBe('1440');
  await client.users.send(ANN, { content: 'digest', components: buttons });
  expect((await discord.click({ user: ANN, label: 'Go' })).message?.content).toBe('false');
});

test('a form is refused when it is too large or says the same twice, and stays open when nobody answers', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (!interaction.isButton()) return;
    const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
    const label = (index: number, customId: string) => ({
      type: 18,
      label: `Field ${index}`,
      component: { type: 4, style: 1, custom_id: customId },
    });
    const components = Array.from({ length: 6 }, (_, index) => label(index, index === 1 ? 'f0' : `f${index}`));
    answers.push(
      (await raw(discord, 'POST', path, { type: 9, data: { custom_id: 'm', title: 'T', components } })).body,
    );
    const input = { type: 18, label: 'Text', component: { type: 4, style: 1, custom_id: 'text', label: 'Twice' } };
    const old = { type: 9, data: { custom_id: 'm', title: 'T', components: [input] } };
    answers.push((await raw(discord, 'POST', path, old)).body);
    const modal = new ModalBuilder().setCustomId('m').setTitle('T');
    modal.addTextDisplayComponents((display) => display.setContent('Sure?'));
    await interaction.showModal(modal);
  });
  const answers: unknown[] = [];
  await channel.send({ content: 'card', components: buttons });
  const opened = await discord.click({ user: ANN, label: 'Go' });
  expect(opened.kind).toBe('modal');
  const at = (place: unknown) => ({ code: 50035, errors: { data: { components: place } } });
  expect(answers).toMatchObject([
    at({
      _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }],
      1: { component: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } },
    }),
    at({ 0: { component: { label: { _errors: [{ code: 'TEXT_INPUT_LABEL_IN_LABEL' }] } } } }),
  ]);
  const submitted = discord.submit({ user: ANN, modal: 'm' });
  discord.advance(3000);
  const seen = await submitted;
  expect([seen.acked, seen.error, discord.modals(ANN).length]).toEqual([false, 'Something went wrong. Try again.', 1]);
  discord.dismiss({ user: ANN, modal: 'm' });
  expect(discord.modals(ANN)).toEqual([]);
});

test('26 choices are refused, and a context menu reaches the message it was opened on', async () => {
  const { discord, channel, client } = await login(async (interaction) => {
    if (interaction.isMessageContextMenuCommand()) await interaction.reply(interaction.targetMessage.content);
  });
  const command = new ContextMenuCommandBuilder().setName('Make ticket').setType(ApplicationCommandType.Message);
  const slash = {
    name: 'log',
    description: 'a',
    options: [{ type: 3, name: 'client', description: 'a', autocomplete: true }],
  };
  await client.application.commands.set([command, slash], GUILD);
  const { id } = await channel.send('the printer again');
  const seen = await discord.command({ user: ANN, channel: 'alerts', name: 'Make ticket', target: id });
  expect(seen.message?.content).toBe('the printer again');
  const refusals: number[] = [];
  async function offer(interaction: Interaction): Promise<void> {
    if (!interaction.isAutocomplete()) return;
    const choices = Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` }));
    await interaction.respond(choices).catch((error: { status: number }) => refusals.push(error.status));
    await interaction.respond(choices.slice(1));
  }
  client.on(Events.InteractionCreate, (interaction) => void offer(interaction));
  const typed = { user: ANN, channel: 'alerts', name: 'log', focused: 'client' };
  expect((await discord.autocomplete(typed)).choices).toHaveLength(25);
  expect(refusals).toEqual([400]);
});
