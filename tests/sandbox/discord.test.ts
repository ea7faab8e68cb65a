import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  EmbedBuilder,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test, vi } from 'vitest';
import { login } from './discord-client.ts';
import { ALERTS, ANN, BEN, GUILD, raw } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

function card(title: string): { embeds: EmbedBuilder[]; components: ActionRowBuilder<ButtonBuilder>[] } {
  const acknowledge = new ButtonBuilder().setCustomId('ack:42').setLabel('Acknowledge').setStyle(ButtonStyle.Primary);
  const time = new ButtonBuilder().setCustomId('time:42').setLabel('Log time').setStyle(ButtonStyle.Secondary);
  return {
    embeds: [new EmbedBuilder().setTitle(title).setDescription('C: is 97 % full')],
    components: [new ActionRowBuilder<ButtonBuilder>().addComponents(acknowledge, time)],
  };
}

test('a client logs in, posts a card and edits it', async () => {
  const { discord, client, channel } = await login();
  expect(client.guilds.cache.get(GUILD)?.name).toBe('Acme Support');
  const message = await channel.send(card('Disk full'));
  await message.edit({ content: 'Ann has it' });
  const [seen] = discord.messages('alerts');
  expect(seen?.id).toBe(message.id);
  expect(seen?.content).toBe('Ann has it');
  expect(seen?.embeds[0]?.title).toBe('Disk full');
  expect(seen?.edited_timestamp).not.toBeNull();
  expect(discord.violations).toEqual([]);
});

test('a button is answered by an update, and the person sees the new card', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: `${interaction.user.displayName} has it` });
  });
  await channel.send(card('Disk full'));
  const seen = await discord.click({ user: 'Ann Baker', channel: 'alerts', label: 'Acknowledge' });
  expect(seen.acked).toBe(true);
  expect(seen.kind).toBe('update');
  expect(seen.message?.content).toBe('Ann Baker has it');
  expect(discord.violations).toEqual([]);
});

test('a quiet answer is filled in later', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.editReply({ content: 'done' });
    await interaction.followUp({ content: 'only for you', flags: MessageFlags.Ephemeral });
  });
  await channel.send(card('Disk full'));
  const seen = await discord.click({ user: ANN, customId: 'ack:42' });
  expect([seen.acked, seen.kind]).toEqual([true, 'quiet']);
  const after = await discord.later(seen.interaction, 2);
  expect(after.message?.content).toBe('done');
  expect(after.followUps.map(({ content }) => content)).toEqual(['only for you']);
  expect(discord.ephemerals(ANN).map(({ content }) => content)).toEqual(['only for you']);
  expect(discord.ephemerals(BEN)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

test('a button opens a form, and the submitted form edits the card', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (interaction.isButton()) await interaction.showModal(timeForm());
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const minutes = interaction.fields.getTextInputValue('minutes');
      const [kind] = interaction.fields.getStringSelectValues('kind');
      await interaction.update({ content: `${minutes} min ${kind}` });
    }
  });
  await channel.send(card('Disk full'));
  const opened = await discord.click({ user: ANN, label: 'Log time' });
  expect(opened.kind).toBe('modal');
  expect(discord.modals(ANN).map(({ title }) => title)).toEqual(['Log time']);
  await expect(discord.submit({ user: ANN, modal: 'logtime:42', values: {} })).rejects.toThrow('minutes is required');
  const values = { minutes: '30', kind: 'On site' };
  const seen = await discord.submit({ user: ANN, modal: 'logtime:42', values });
  expect(seen.kind).toBe('update');
  expect(seen.message?.content).toBe('30 min onsite');
  expect(discord.modals(ANN)).toEqual([]);
  expect(discord.violations).toEqual([]);
});

function timeForm(): ModalBuilder {
  const minutes = new TextInputBuilder().setCustomId('minutes').setStyle(TextInputStyle.Short);
  const kind = new StringSelectMenuBuilder()
    .setCustomId('kind')
    .addOptions({ label: 'Remote', value: 'remote' }, { label: 'On site', value: 'onsite' });
  return new ModalBuilder()
    .setCustomId('logtime:42')
    .setTitle('Log time')
    .addLabelComponents(
      new LabelBuilder().setLabel('Minutes').setTextInputComponent(minutes),
      new LabelBuilder().setLabel('Kind').setStringSelectMenuComponent(kind),
    );
}

const ticketCommand = new SlashCommandBuilder()
  .setName('ticket')
  .setDescription('Tickets')
  .setDefaultMemberPermissions('2048')
  .addSubcommand((sub) =>
    sub
      .setName('show')
      .setDescription('Shows one')
      .addIntegerOption((option) => option.setName('number').setDescription('Its number').setRequired(true))
      .addStringOption((option) => option.setName('client').setDescription('Whose').setAutocomplete(true)),
  )
  .toJSON();

test('a slash command thinks, then answers; autocomplete offers', async () => {
  const { discord, client } = await login(async (interaction) => {
    if (interaction.isAutocomplete()) {
      await interaction.respond([{ name: `${interaction.options.getFocused()}me`, value: 'acme' }]);
    }
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const number = interaction.options.getInteger('number');
    await interaction.editReply(`${interaction.options.getSubcommand()} ${number}`);
  });
  await client.application.commands.set([ticketCommand], GUILD);
  expect(discord.commands().map(({ name }) => name)).toEqual(['ticket']);
  const typed = { user: BEN, channel: 'tickets', name: 'ticket', subcommand: 'show' };
  const offered = await discord.autocomplete({ ...typed, options: { client: 'ac' }, focused: 'client' });
  expect(offered.choices).toEqual([{ name: 'acme', value: 'acme' }]);
  await expect(discord.command(typed)).rejects.toThrow('needs number');
  const seen = await discord.command({ ...typed, options: { number: 7 } });
  expect([seen.kind, seen.ephemeral]).toEqual(['thinking', true]);
  expect((await discord.later(seen.interaction)).message?.content).toBe('show 7');
  expect(discord.violations).toEqual([]);
});

test('a card of Components V2 with a thread under it', async () => {
  const { discord, channel } = await login();
  const container = new ContainerBuilder()
    .setAccentColor(0xff0000)
    .addTextDisplayComponents((text) => text.setContent('# Disk full'))
    .addSectionComponents((section) =>
      section
        .addTextDisplayComponents((text) => text.setContent('C: 97 %'))
        .setButtonAccessory((button) => button.setCustomId('claim:42').setLabel('Claim').setStyle(ButtonStyle.Success)),
    );
  const message = await channel.send({ components: [container], flags: MessageFlags.IsComponentsV2 });
  const thread = await message.startThread({ name: 'Disk full', autoArchiveDuration: 1440 });
  expect(thread.id).toBe(message.id);
  await thread.send('looking into it');
  expect(discord.messages(thread.id).map(({ content }) => content)).toEqual(['looking into it']);
  expect(discord.threads('alerts').map(({ name }) => name)).toEqual(['Disk full']);
  const again = await raw(discord, 'POST', `/channels/${ALERTS}/messages/${message.id}/threads`, { name: 'again' });
  expect([again.status, again.body['code']]).toEqual([400, 160004]);
  expect(discord.violations).toEqual([]);
});

test('direct messages reach one user and are refused by another', async () => {
  const users = [
    { id: ANN, name: 'Ann Baker' },
    { id: BEN, name: 'Ben Cole', dmClosed: true },
  ];
  const { discord, client } = await login(undefined, { users });
  await client.users.send(ANN, 'digest');
  expect(discord.directMessages(ANN).map(({ content }) => content)).toEqual(['digest']);
  await expect(client.users.send(BEN, 'digest')).rejects.toMatchObject({ status: 403, code: 50007 });
});

test('the same nonce makes one message, and is not told later', async () => {
  const { discord, channel } = await login();
  const first = await channel.send({ content: 'one', nonce: 'abc', enforceNonce: true });
  const second = await channel.send({ content: 'two', nonce: 'abc', enforceNonce: true });
  expect([first.nonce, second.id, second.content]).toEqual(['abc', first.id, 'one']);
  expect(discord.messages('alerts')).toHaveLength(1);
  const { body } = await raw(discord, 'GET', `/channels/${ALERTS}/messages/${first.id}`);
  expect(body).not.toHaveProperty('nonce');
  discord.advance(6 * 60_000);
  await channel.send({ content: 'three', nonce: 'abc', enforceNonce: true });
  expect(discord.messages('alerts')).toHaveLength(2);
});

test('the sixth post in five seconds is refused with 429, and discord.js waits for it', async () => {
  const { discord, channel } = await login();
  for (let count = 0; count < 5; count += 1) {
    const { status } = await raw(discord, 'POST', `/channels/${ALERTS}/messages`, { content: `${count}` });
    expect(status).toBe(200);
  }
  const sixth = await raw(discord, 'POST', `/channels/${ALERTS}/messages`, { content: '5' });
  expect(sixth.status).toBe(429);
  expect(sixth.body).toEqual({
    message: 'You are being rate limited.',
    retry_after: expect.any(Number),
    global: false,
  });
  expect(sixth.headers.get('x-ratelimit-scope')).toBe('user');
  discord.advance(4000);
  await channel.send('waits');
  expect(discord.requests.filter(({ status }) => status === 429).length).toBe(2);
  expect(discord.messages('alerts')).toHaveLength(6);
});

test('an answer after three seconds is too late, and a second one is one too many', async () => {
  const errors: unknown[] = [];
  const { discord, channel } = await login(async (interaction) => {
    if (!interaction.isButton()) return;
    if (interaction.customId === 'ack:42') discord.advance(3001);
    await interaction.deferUpdate().catch((error: unknown) => errors.push(error));
    const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
    const { status, body } = await raw(discord, 'POST', path, { type: 6 });
    errors.push({ status, ...body });
  });
  await channel.send(card('Disk full'));
  const late = await discord.click({ user: ANN, label: 'Acknowledge' });
  expect([late.acked, late.error]).toEqual([false, 'This interaction failed']);
  await discord.eventually(() => errors.length === 2);
  expect(errors).toMatchObject([
    { status: 404, code: 10062 },
    { status: 404, code: 10062 },
  ]);
  errors.length = 0;
  const twice = await discord.click({ user: ANN, label: 'Log time' });
  expect(twice.acked).toBe(true);
  await discord.eventually(() => errors.length === 1);
  expect(errors).toEqual([{ status: 400, message: 'Interaction has already been acknowledged.', code: 40060 }]);
});

test('a post whose answer is lost is made once when its nonce is enforced', async () => {
  const { discord, channel } = await login();
  discord.fail({ path: '/messages$', method: 'POST', times: 1, action: { do: 'drop-after' } });
  const lost = channel.send({ content: 'a', nonce: 'n', enforceNonce: true });
  await expect(lost).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  await channel.send({ content: 'a', nonce: 'n', enforceNonce: true });
  expect(discord.messages('alerts')).toHaveLength(1);
});
