import { describe, expect, onTestFinished, test } from 'vitest';
import { SendError, type Outbound, type Post } from '../../../src/bot/contract.ts';
import { plainCard } from '../../../src/desk/card.ts';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import { alertCard } from '../contract/script.ts';
import { ALERTS, BEN, slackStage, type SlackStage } from './stage.ts';

async function staged(options: SlackOptions = {}): Promise<SlackStage & { outbound: Outbound }> {
  const stage = await slackStage({ limits: false, ...options });
  onTestFinished(() => stage.close());
  return { ...stage, outbound: stage.platform.outbound };
}

function postOf(parts: Partial<Post> = {}): Post {
  return {
    destination: `slack:${ALERTS}`,
    key: 'k1',
    card: alertCard(),
    signal: AbortSignal.timeout(10_000),
    ...parts,
  };
}

async function troubleOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof SendError ? error.trouble : String(error);
  }
}

function failWith(stage: SlackStage, method: string, error: string, times = 1): void {
  stage.slack.fail({
    path: `^/api/${method}$`,
    times,
    action: { do: 'answer', status: 200, body: { ok: false, error } },
  });
}

function calls(stage: SlackStage, method: string): unknown[] {
  return stage.slack.requests.filter((request) => request.path === `/api/${method}`);
}

describe('what Slack answers, in our words', () => {
  test.each([
    ['internal_error', 'unsure'],
    ['fatal_error', 'unsure'],
    ['ratelimited', 'later'],
    ['channel_not_found', 'refused'],
    ['not_in_channel', 'refused'],
    ['is_archived', 'refused'],
    ['missing_scope', 'refused'],
    ['invalid_auth', 'refused'],
    ['account_inactive', 'refused'],
    ['something_new', 'refused'],
    ['thread_not_found', 'gone'],
  ])('a post answered %s is %s', async (error, trouble) => {
    const stage = await staged();
    failWith(stage, 'chat.postMessage', error);
    expect(await troubleOf(stage.outbound.post(postOf()))).toBe(trouble);
    // A second call, which the fault would let pass, would have left a message.
    expect(await stage.read(stage.channel)).toEqual([]);
  });

  test.each([
    ['message_not_found', 'gone'],
    ['cant_update_message', 'gone'],
    ['edit_window_closed', 'gone'],
    ['internal_error', 'unsure'],
    ['is_inactive', 'refused'],
  ])('an edit answered %s is %s', async (error, trouble) => {
    const stage = await staged();
    const reference = await stage.outbound.post(postOf());
    failWith(stage, 'chat.update', error);
    const edit = stage.outbound.edit(stage.channel, reference, alertCard(), AbortSignal.timeout(5_000));
    expect(await troubleOf(edit)).toBe(trouble);
  });

  test('HTTP 503 leaves it open, and nothing is sent twice', async () => {
    const stage = await staged();
    stage.slack.fail({ path: '^/api/chat.postMessage$', action: { do: 'answer', status: 503 } });
    expect(await troubleOf(stage.outbound.post(postOf()))).toBe('unsure');
    expect(calls(stage, 'chat.postMessage')).toHaveLength(0);
    stage.slack.clearFaults();
    expect(await stage.outbound.find(postOf(), Date.now())).toBeUndefined();
  });

  test('nobody listening means that it surely did not arrive', async () => {
    const stage = await slackStage();
    await stage.close();
    expect(await troubleOf(stage.platform.outbound.post(postOf()))).toBe('later');
  });

  test('a reference that is none is gone', async () => {
    const { outbound, channel } = await staged();
    expect(await troubleOf(outbound.edit(channel, 'nonsense', alertCard(), AbortSignal.timeout(5_000)))).toBe('gone');
  });
});

describe('a card that Slack will not draw', () => {
  test.each(['invalid_blocks', 'msg_blocks_too_long', 'invalid_attachments'])(
    '%s: words instead, once',
    async (error) => {
      const stage = await staged();
      failWith(stage, 'chat.postMessage', error);
      const reference = await stage.outbound.post(postOf());
      const [message] = await stage.read(stage.channel);
      expect(message).toMatchObject({ reference, buttons: [] });
      expect(message?.text).toContain('Disk C: is full on ACME-DC01');
      expect(message?.text).toContain('Client: Acme');
    },
  );

  test('when the words have to wait, the next attempt does not draw again', async () => {
    const stage = await staged();
    const busy = { do: 'answer', status: 429, headers: { 'retry-after': '1' }, body: {} } as const;
    failWith(stage, 'chat.postMessage', 'invalid_blocks');
    stage.slack.fail({ path: '^/api/chat.postMessage$', times: 1, action: busy });
    expect(await troubleOf(stage.outbound.post(postOf()))).toBe('later');
    failWith(stage, 'chat.update', 'never called');
    await stage.outbound.post(postOf());
    expect((await stage.read(stage.channel))[0]?.text).toContain('could not be drawn in full');
  });

  test('the next revision is drawn in full again, in the same message', async () => {
    const stage = await staged();
    failWith(stage, 'chat.postMessage', 'invalid_blocks');
    const reference = await stage.outbound.post(postOf());
    await stage.outbound.edit(stage.channel, reference, alertCard({ revision: 4 }), AbortSignal.timeout(5_000));
    const [message] = await stage.read(stage.channel);
    expect(message?.text).not.toContain('could not be drawn');
    expect(message?.buttons).toEqual(['Acknowledge', 'Claim', 'Resolve']);
  });
});

describe('finding', () => {
  test('is by key, over many pages, and not before the post began', async () => {
    const stage = await staged();
    const since = stage.slack.now();
    // The page that is closest to `oldest` comes first.
    for (let count = 0; count < 105; count += 1) await stage.outbound.post(postOf({ key: `other-${count}` }));
    const wanted = await stage.outbound.post(postOf({ key: 'wanted' }));
    expect(await stage.outbound.find(postOf({ key: 'wanted' }), since)).toBe(wanted);
    expect(calls(stage, 'conversations.history')).toHaveLength(2);
    expect(await stage.outbound.find(postOf({ key: 'wanted' }), since + 60_000)).toBeUndefined();
  });

  test('survives an edit of the message', async () => {
    const stage = await staged();
    const reference = await stage.outbound.post(postOf());
    await stage.outbound.edit(stage.channel, reference, alertCard({ revision: 4 }), AbortSignal.timeout(5_000));
    expect(await stage.outbound.find(postOf(), Date.now() - 1_000)).toBe(reference);
  });

  test('works in direct messages', async () => {
    const stage = await staged();
    const post = postOf({ destination: `slack:@${BEN}` });
    stage.spoil('lost');
    expect(await troubleOf(stage.outbound.post(post))).toBe('unsure');
    expect(await stage.outbound.find(post, Date.now())).toBe((await stage.read(post.destination))[0]?.reference);
  });

  test('without the right to read says which scope is missing', async () => {
    const stage = await staged({ scopes: ['chat:write'] });
    const find = stage.outbound.find(postOf(), Date.now());
    await expect(find).rejects.toMatchObject({ trouble: 'refused', message: expect.stringContaining('scope') });
  });
});

describe('threads', () => {
  test('a loud notice whose thread is gone is said in the channel, and found there', async () => {
    const stage = await staged();
    const loud = postOf({
      key: 'rise',
      thread: `${ALERTS}/1700000000.000100`,
      loud: true,
      card: plainCard({ title: 'Rise' }),
    });
    const reference = await stage.outbound.post(loud);
    expect(await stage.read(stage.channel)).toMatchObject([{ reference, inChannel: true }]);
    expect(await stage.outbound.find(loud, Date.now() - 1_000)).toBe(reference);
    await stage.outbound.post({ ...loud, key: 'rise-2' });
    expect(calls(stage, 'chat.postMessage')).toHaveLength(3);
  });

  test('a quiet line whose thread is gone stays unsaid', async () => {
    const stage = await staged();
    const quiet = postOf({ thread: `${ALERTS}/1700000000.000100` });
    expect(await troubleOf(stage.outbound.post(quiet))).toBe('gone');
    expect(await stage.read(stage.channel)).toEqual([]);
  });
});

test('a direct message is opened once', async () => {
  const stage = await staged();
  await stage.outbound.post(postOf({ destination: `slack:@${BEN}` }));
  await stage.outbound.post(postOf({ destination: `slack:@${BEN}`, key: 'k2' }));
  expect(calls(stage, 'conversations.open')).toHaveLength(1);
});

test('a person who left is refused, with the reason', async () => {
  const stage = await staged();
  stage.slack.deactivate(BEN);
  const post = stage.outbound.post(postOf({ destination: `slack:@${BEN}` }));
  await expect(post).rejects.toMatchObject({ trouble: 'refused', message: expect.stringContaining('left') });
});

test('paces itself below what Slack allows', async () => {
  const { outbound } = await staged();
  expect(outbound.pacing.posts.each).toEqual({ count: 1, seconds: 1, burst: 1 });
  expect(outbound.pacing.edits.all.count).toBeLessThan(50);
});
