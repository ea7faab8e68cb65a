import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  type ButtonInteraction,
  ButtonStyle,
  ContextMenuCommandBuilder,
  Events,
  type Interaction,
  MessageFlags,
  StringSelectMenuBuilder,
} from 'discord.js';
import { expect, test, vi } from 'vitest';
import { login } from './discord-client.ts';
import { buttons } from './discord-press.ts';
import { ALERTS, ANN, APPLICATION, BEN, GUILD } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

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

test('a menu is opened on what everybody sees there, or on a person, also beside a slash command of its name', async () => {
  const heard: Interaction[] = [];
  const { discord, channel, client } = await login(async (interaction) => {
    heard.push(interaction);
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply({ content: 'made', flags: MessageFlags.Ephemeral });
    if (interaction.isUserContextMenuCommand()) await interaction.reply(interaction.targetUser.displayName);
    if (interaction.isChatInputCommand()) await interaction.reply('typed');
  });
  await client.application.commands.set(
    [
      { type: 3, name: 'ticket' },
      { type: 2, name: 'load' },
      { name: 'ticket', description: 'a' },
    ],
    GUILD,
  );
  const { id } = await channel.send('the printer again');
  const thread = await channel.messages.cache.get(id)?.startThread({ name: 'printer' });
  const menu = { user: ANN, channel: 'alerts', name: 'ticket' };
  const made = await discord.command({ ...menu, target: id });
  expect([made.message?.content, made.message?.type]).toEqual(['made', 23]);
  const [first] = heard;
  expect(first?.isMessageContextMenuCommand() && [first.targetMessage.id, first.channelId, first.channel?.id]).toEqual([
    id,
    ALERTS,
    ALERTS,
  ]);
  const typed = await discord.command(menu);
  expect([typed.message?.content, typed.message?.type]).toEqual(['typed', 20]);
  const person = { ...menu, name: 'load', target: 'Ben Cole' };
  expect((await discord.command(person)).message?.content).toBe('Ben Cole');
  const unseen = { ...menu, target: made.message?.id ?? '' };
  for (const wrong of [unseen, { ...menu, target: '1' }, { ...menu, channel: thread?.id ?? '', target: id }]) {
    await expect(discord.command(wrong)).rejects.toThrow('Unknown Message');
  }
  expect(heard).toHaveLength(3);
});

test('an option takes people and places by name, and choices must be of its type', async () => {
  const refusals: number[] = [];
  const { discord, client } = await login(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const { options } = interaction;
      await interaction.reply(
        `${options.getUser('who')?.displayName} ${options.getChannel('where')?.name} ${options.getNumber('hours')}`,
      );
    }
    if (!interaction.isAutocomplete()) return;
    await interaction
      .respond([{ name: 'two', value: 'two' }])
      .catch((error: { status: number }) => refusals.push(error.status));
    await interaction.respond([{ name: 'two', value: 2 }]);
  });
  const described = { description: 'a' };
  const options = [
    { ...described, type: 6, name: 'who', required: true },
    { ...described, type: 7, name: 'where' },
    { ...described, type: 10, name: 'hours', autocomplete: true, min_value: 1 },
  ];
  await client.rest.put(`/applications/${APPLICATION}/guilds/${GUILD}/commands`, {
    body: [{ name: 'log', ...described, options }],
  });
  const typed = { user: ANN, channel: 'alerts', name: 'log', options: { who: 'Ben Cole', where: 'tickets', hours: 2 } };
  expect((await discord.command(typed)).message?.content).toBe('Ben Cole tickets 2');
  const nobody = { ...typed, options: { who: 'Nobody' } };
  await expect(discord.command(nobody)).rejects.toThrow('There is no user Nobody');
  const offered = await discord.autocomplete({ ...typed, options: { hours: 2 }, focused: 'hours' });
  expect([offered.choices, refusals]).toEqual([[{ name: 'two', value: 2 }], [400]]);
  const little = { ...typed, options: { who: BEN, hours: 0.5 } };
  await expect(discord.command(little)).rejects.toThrow('/log hours is out of bounds');
  await expect(discord.command({ ...typed, options: { who: BEN, why: 'a' } })).rejects.toThrow(
    '/log has no option why',
  );
});

test('a command is for those who hold its rights, and for the places that it names', async () => {
  const { discord, client } = await login(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply('done');
  });
  const described = { description: 'a' };
  const commands = [
    { ...described, name: 'closed', default_member_permissions: '0' },
    { ...described, name: 'guilds', default_member_permissions: '32' },
    { ...described, name: 'posts', default_member_permissions: '2048', contexts: [0] },
  ];
  await client.rest.put(`/applications/${APPLICATION}/commands`, { body: commands });
  await client.users.send(BEN, 'hello');
  const type = async (user: string, name: string, channel = 'alerts') => discord.command({ user, channel, name });
  await expect(type(BEN, 'closed')).rejects.toThrow('/closed is not for Ben Cole');
  await expect(type(BEN, 'guilds')).rejects.toThrow('/guilds is not for Ben Cole');
  expect((await type(BEN, 'posts')).message?.content).toBe('done');
  expect((await type(ANN, 'closed')).message?.content).toBe('done');
  const direct = discord.directMessages(BEN)[0]?.channel_id ?? '';
  await expect(type(BEN, 'posts', direct)).rejects.toThrow('/posts cannot be used here');
});
