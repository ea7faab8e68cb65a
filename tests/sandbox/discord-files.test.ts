import { expect, test, vi } from 'vitest';
import { button, option, post, row, select, text, upload, V2 } from './discord-bodies.ts';
import { login } from './discord-client.ts';
import { ANN, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

const MEBIBYTE = 1024 * 1024;
const picture = { url: 'https://a.example/a.png' };

test('what may be in a message is taken: every kind of component, emojis, a file that a component shows', async () => {
  const discord = await stand();
  const links = [
    { type: 2, style: 5, label: 'Open', url: 'https://a.example' },
    { type: 2, style: 6, sku_id: ANN },
  ];
  const emojis = ['🎉', '🇨🇭', '3️⃣'].map((name, index) => button(`e${index}`, { label: undefined, emoji: { name } }));
  const choice = { type: 5, custom_id: 'who', default_values: [{ id: ANN, type: 'user' }] };
  const rows = [row(...links), row(...emojis), row(choice), row(select([option]))];
  expect((await post(discord, { content: 'a', components: rows })).status).toBe(200);
  const gallery = { type: 12, items: [{ media: picture, description: 'a' }] };
  const section = { type: 9, components: [text('a')], accessory: { type: 11, media: picture } };
  const file = { type: 13, file: { url: 'attachment://log.txt' } };
  const card = { flags: V2, components: [gallery, section, { type: 14, spacing: 2 }, file] };
  expect((await upload(discord, card, ['log.txt'])).status).toBe(200);
  expect(discord.violations).toEqual([]);
  expect((await upload(discord, { flags: V2, components: [text('a')] }, ['lost.txt'])).status).toBe(200);
  await post(discord, { content: 'a', components: [row(select([option], { required: true }))] });
  expect(discord.violations).toEqual([
    'message create: Discord ignores the file lost.txt, to which no component points',
    'message create: Discord ignores components.0.components.0.required',
  ]);
});

test('files are ten at most, of ten megabytes each, in a request of 25', async () => {
  const discord = await stand();
  const eleven = await upload(
    discord,
    { content: 'a' },
    Array.from({ length: 11 }, (_, index) => `${index}.txt`),
  );
  expect([eleven.status, eleven.body['code']]).toEqual([400, 30015]);
  const large = await upload(discord, { content: 'a' }, ['a.bin'], 10 * MEBIBYTE + 1);
  expect([large.status, large.body['code']]).toEqual([413, 40005]);
  const whole = await upload(discord, { content: 'a' }, ['a.bin', 'b.bin', 'c.bin'], 9 * MEBIBYTE);
  expect([whole.status, whole.body['code']]).toEqual([413, 40005]);
  expect((await upload(discord, { content: '' }, ['a.bin'], 10 * MEBIBYTE)).status).toBe(200);
  expect(discord.messages('alerts')).toHaveLength(1);
});

test('files arrive beside payload_json', async () => {
  const { discord, channel } = await login();
  const message = await channel.send({
    content: 'log',
    files: [{ attachment: Buffer.from('hello'), name: 'log.txt' }],
  });
  expect(message.attachments.map(({ name, size }) => [name, size])).toEqual([['log.txt', 5]]);
  await message.edit('log still there');
  expect(discord.messages('alerts')[0]?.attachments).toHaveLength(1);
  expect(discord.violations).toEqual([]);
});
