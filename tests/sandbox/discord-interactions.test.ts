import { expect, test, vi } from 'vitest';
import { V2 } from './discord-bodies.ts';
import { press } from './discord-press.ts';
import { ALERTS, APPLICATION, raw } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

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
