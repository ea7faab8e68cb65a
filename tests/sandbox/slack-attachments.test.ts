import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, post, refusalOf, webClient } from './slack-app.ts';
import { many, rows, section, x } from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

describe('all blocks of a message', () => {
  test('not more than about 13,200 characters together', async () => {
    const client = webClient(slack);
    await post(client, { channel: 'C0ALERTS', text: 'x', blocks: many(4, section(x(3000))) });
    const refused = refusalOf(post(client, { channel: 'C0ALERTS', text: 'x', blocks: many(5, section(x(2700))) }));
    expect(await refused).toMatchObject({ error: 'msg_blocks_too_long' });
    const split = [1, 2].map(() => ({ color: '#e01e5a', blocks: many(3, section(x(2700))) }));
    expect(await refusalOf(post(client, { channel: 'C0ALERTS', attachments: split }))).toMatchObject({
      error: 'msg_blocks_too_long',
    });
  });
});

describe('short blocks in great number', () => {
  test('count for more than their text', async () => {
    const channel = 'C0ALERTS';
    const refused = refusalOf(post(webClient(slack), { channel, text: 'x', blocks: many(50, section(x(240))) }));
    expect(await refused).toMatchObject({ error: 'msg_blocks_too_long' });
    expect(await post(webClient(slack), { channel, text: 'x', blocks: many(50, section(x(200))) })).toMatch(/^\d/);
  });
});

describe('attachments', () => {
  test.each<[string, unknown, string]>([
    [
      'wrong blocks',
      { color: '#e01e5a', blocks: [section(x(3001))] },
      'must be less than 3001 characters [json-pointer:/attachments/0/blocks/0/text/text]',
    ],
    [
      'older fields beside blocks',
      { text: 'old', blocks: [section('x')] },
      'invalid additional property: text [json-pointer:/attachments/0]',
    ],
  ])('with %s are refused', async (_name, attachment, problem) => {
    const refused = refusalOf(
      call(webClient(slack), 'chat.postMessage', { channel: 'C0ALERTS', attachments: [attachment] }),
    );
    expect(await refused).toMatchObject({
      error: 'invalid_attachments',
      response_metadata: { messages: [`[ERROR] ${problem}`] },
    });
  });

  test('and blocks share one table', async () => {
    const table = { type: 'table', rows: rows(1, 1) };
    const together = { channel: 'C0ALERTS', text: 'x', blocks: [table], attachments: [{ blocks: [table] }] };
    expect(await refusalOf(post(webClient(slack), together))).toMatchObject({
      error: 'invalid_attachments',
      response_metadata: {
        messages: ['[ERROR] only one table is allowed in a message [json-pointer:/attachments]'],
      },
    });
    expect(await post(webClient(slack), { ...together, blocks: [] })).toMatch(/^\d/);
  });

  test('at most a hundred', async () => {
    const refused = refusalOf(
      call(webClient(slack), 'chat.postMessage', { channel: 'C0ALERTS', attachments: many(101, { text: 'x' }) }),
    );
    expect(await refused).toMatchObject({ error: 'too_many_attachments' });
  });
});
