import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SlackOptions } from '../../../sandbox/slack/options.ts';
import { system } from '../../../src/bot/slack/index.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { alertCard, createScript, said, timeForm, type Script } from '../contract/script.ts';
import { ALERTS, BEN, environmentFor, recordingLog, slackStage, type Line, type SlackStage } from './stage.ts';

async function listening(script: Script, options: SlackOptions = {}): Promise<SlackStage> {
  const stage = await slackStage({ limits: false, ...options });
  onTestFinished(async () => {
    await stage.platform.inbound.stop();
    await stage.close();
  });
  await stage.platform.inbound.start(script);
  await stage.slack.until(() => stage.slack.connections().open === 2);
  return stage;
}

function post(stage: SlackStage, card = alertCard()): Promise<string> {
  return stage.platform.outbound.post({
    destination: stage.channel,
    key: 'card',
    card,
    signal: AbortSignal.timeout(5_000),
  });
}

function after(milliseconds: number, text: string) {
  return async () => {
    await pause(milliseconds);
    return said(text);
  };
}

describe('connections', () => {
  test('a refresh of all of them loses no press, and none is left over', async () => {
    const script = createScript();
    const stage = await listening(script);
    script.will(after(200, 'Yours.'));
    const reference = await post(stage);
    const pressed = stage.press('Claim', reference);
    await stage.slack.until(() => script.asked.length === 1);
    stage.slack.disconnect('refresh_requested');
    expect((await pressed).text).toContain('Yours.');
    await stage.slack.until(() => stage.slack.connections().open === 2 && stage.slack.connections().closing === 0);
    expect(stage.platform.inbound.deaf()).toBeUndefined();
    expect((await stage.press('Claim', reference)).text).toContain('Yours.');
    expect(stage.slack.mistakes).toEqual([]);
  });

  test('when all break without a word, it says so until they are back', async () => {
    const stage = await listening(createScript());
    stage.slack.unplug();
    await stage.slack.until(() => stage.platform.inbound.deaf() !== undefined);
    expect(stage.platform.inbound.deaf()).toMatch(/^No connection to Slack since \d{4}-.*Z: \S/);
    stage.slack.plug();
    await stage.slack.until(() => stage.platform.inbound.deaf() === undefined);
  });

  test('one of two broken leaves nobody unheard', async () => {
    const script = createScript();
    const stage = await listening(script);
    stage.slack.disconnect('warning', 1);
    const reference = await post(stage);
    await stage.press('Claim', reference);
    expect(script.asked).toHaveLength(1);
  });

  test('a token that Slack withdraws does not end the process, and is named', async () => {
    const stage = await listening(createScript());
    stage.slack.breakToken('account_inactive');
    stage.slack.cut();
    await stage.slack.until(() => stage.platform.inbound.deaf());
    await stage.slack.until(() => stage.platform.inbound.deaf()?.includes('install it again'));
    expect(stage.slack.connections().open).toBe(0);
    stage.slack.breakToken(undefined);
    await stage.slack.until(() => stage.platform.inbound.deaf() === undefined);
  });

  test('a frame without an inner event is survived', async () => {
    const script = createScript();
    const stage = await listening(script, { ackDeadline: 200 });
    await stage.slack.event({ type: 'app_rate_limited' });
    const reference = await post(stage);
    expect((await stage.press('Claim', reference)).text).toContain('Done.');
  });
});

describe('starting', () => {
  test.each([
    ['SLACK_BOT_TOKEN', 'xoxb-wrong', 'SLACK_BOT_TOKEN'],
    ['SLACK_APP_TOKEN', 'xapp-wrong', 'token'],
  ])('a wrong %s is refused with what to do', async (name, value, words) => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    const log: Line[] = [];
    const platform = system.connect(environmentFor(stage.slack, { [name]: value }), recordingLog(log));
    await expect(platform.inbound.start(createScript())).rejects.toThrow(words);
    expect(platform.inbound.deaf()).toBeTypeOf('string');
    expect(JSON.stringify(log)).not.toContain(value);
    await stage.slack.until(() => stage.slack.connections().open === 0);
  });

  test('waits for a Slack that is slow, and gives up waiting on stop', async () => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    stage.slack.unplug();
    const started = stage.platform.inbound.start(createScript());
    await stage.slack.until(() => stage.logged.some((line) => line.message === 'Slack could not be connected to'));
    stage.slack.plug();
    await started;
    expect(stage.platform.inbound.deaf()).toBeUndefined();
    await stage.platform.inbound.stop();
  });
});

describe('answers', () => {
  test('a submit that fails keeps the form open with its words', async () => {
    const script = createScript('log-time');
    const stage = await listening(script);
    script.will({ is: 'form', form: timeForm() }, async () => {
      throw new Error('the memory is gone');
    });
    await stage.command('log-time', {});
    const shown = await stage.submit({ hours: '0.5' });
    expect(shown.text).toContain('Nothing was saved');
    expect(shown.form?.fields.find((field) => field.id === 'hours')?.value).toBe('0.5');
  });

  test('the next page takes the place of the first', async () => {
    const script = createScript('log-time');
    const stage = await listening(script);
    const second = timeForm({
      id: 'second',
      title: 'Second page',
      fields: [{ id: 'why', label: 'Why', type: 'text', most: 100 }],
    });
    script.will({ is: 'form', form: timeForm() }, { is: 'form', form: second }, said('All done.'));
    await stage.command('log-time', {});
    expect((await stage.submit({ hours: '0.5' })).form?.title).toBe('Second page');
    expect((await stage.submit({ why: 'Because' })).text).toContain('All done.');
    expect(script.asked.at(-1)?.ask).toMatchObject({ form: 'second', filled: { why: 'Because' } });
  });

  test('a mended form is another request, though the modal is the same', async () => {
    const script = createScript('log-time');
    const stage = await listening(script);
    const mistakes = { is: 'mistakes', form: timeForm(), mistakes: { hours: 'No.' } } as const;
    script.will({ is: 'form', form: timeForm() }, mistakes, said('Saved.'));
    await stage.command('log-time', {});
    await stage.submit({ hours: '0.3' });
    expect((await stage.submit({ hours: '0.5' })).text).toContain('Saved.');
    expect(new Set(script.asked.map((request) => request.id)).size).toBe(3);
  });

  test('when the answer cannot go where it was asked, it goes to the person directly', async () => {
    const script = createScript();
    const stage = await listening(script);
    script.will(said('Only you.'));
    stage.slack.fail({ path: '^/commands/', action: { do: 'answer', status: 404 } });
    stage.slack.kick(ALERTS);
    expect((await stage.command('alerts', {})).text).toContain('Only you.');
    expect(stage.slack.directMessages(BEN)).toHaveLength(1);
  });

  test('a page takes the place of the page before; a card from a list does not', async () => {
    const script = createScript();
    const stage = await listening(script);
    const show = { verb: 'show', label: 'Show', ref: alertCard().ref };
    const next = { verb: 'list', label: 'Next', with: '2' };
    const page = (title: string) => plainCard({ title, actions: [next], rows: [{ line: ['Row'], action: show }] });
    script.will(
      { is: 'card', card: page('First page') },
      { is: 'card', card: page('Second page') },
      { is: 'card', card: alertCard() },
      { is: 'card', card: alertCard({ revision: 4, badge: 'CLAIMED' }) },
    );
    await stage.command('alerts', {});
    await stage.press('Next');
    const texts = () => stage.slack.ephemerals(BEN).map((one) => one.attachments?.[0]?.fallback);
    expect(texts()).toEqual(['Second page']);
    await stage.press('Show');
    expect(texts()).toEqual(['Second page', expect.stringContaining('CRITICAL Disk')]);
    await stage.press('Claim');
    expect(texts()).toEqual(['Second page', expect.stringContaining('CLAIMED Disk')]);
  });

  test('a link is acknowledged and asks nothing', async () => {
    const script = createScript();
    const stage = await listening(script);
    const reference = await post(stage);
    const [, ts = ''] = reference.split('/');
    const outcome = await stage.slack.click({ user: BEN, channel: ALERTS, ts, text: 'Open in TRMM' });
    expect(outcome).toMatchObject({ acked: true, opened: 'https://rmm.example.com/agents/42' });
    expect(script.asked).toEqual([]);
  });

  test('in a thread the answer is in the thread', async () => {
    const script = createScript();
    const stage = await listening(script);
    const thread = await post(stage);
    const line = plainCard({ title: 'Rise', actions: [{ verb: 'claim', label: 'Claim' }] });
    const signal = AbortSignal.timeout(5_000);
    const reference = await stage.platform.outbound.post({
      destination: stage.channel,
      key: 'l',
      card: line,
      thread,
      signal,
    });
    await stage.press('Claim', reference);
    expect(stage.slack.ephemerals(BEN)[0]?.thread_ts).toBe(thread.split('/')[1]);
  });

  test('in a direct message the place is the person', async () => {
    const script = createScript();
    const stage = await listening(script);
    const destination = `slack:@${BEN}`;
    const signal = AbortSignal.timeout(5_000);
    const reference = await stage.platform.outbound.post({ destination, key: 'd', card: alertCard(), signal });
    expect((await stage.press('Claim', reference)).text).toContain('Done.');
    expect(script.asked[0]?.place).toBe(destination);
  });
});

describe('who pressed', () => {
  async function presser(user: string, options: SlackOptions = {}) {
    const script = createScript();
    const stage = await listening(script, options);
    await stage.slack.command({ user, channel: ALERTS, command: '/alerts' });
    await stage.slack.until(() => script.asked.length === 1);
    return script.asked[0]?.presser;
  }

  test('an administrator with zone and e-mail', async () => {
    expect(await presser('U0ANN')).toEqual({
      platform: 'slack',
      account: 'U0ANN',
      name: 'Ann Baker',
      email: 'ann@example.com',
      zone: 'Europe/Berlin',
      admin: true,
      guest: false,
    });
  });

  test('a guest', async () => {
    expect(await presser('U0GUEST')).toMatchObject({ guest: true, admin: false });
  });

  test('without the scope for addresses there is none, and all else works', async () => {
    const found = await presser('U0BEN', { scopes: ['chat:write', 'commands', 'im:write', 'users:read'] });
    expect(found).toEqual({
      platform: 'slack',
      account: 'U0BEN',
      name: 'Ben Cole',
      zone: 'Europe/London',
      admin: false,
      guest: false,
    });
  });

  test('without any right to look people up the press is still heard', async () => {
    expect(await presser('U0ANN', { scopes: ['chat:write', 'commands'] })).toMatchObject({
      account: 'U0ANN',
      admin: false,
    });
  });

  test('is asked once for many presses', async () => {
    const script = createScript();
    const stage = await listening(script);
    await Promise.all([
      stage.slack.command({ user: BEN, channel: ALERTS, command: '/alerts' }),
      stage.slack.command({ user: BEN, channel: ALERTS, command: '/tickets' }),
    ]);
    await stage.slack.until(() => script.asked.length === 2);
    expect(stage.slack.requests.filter((request) => request.path === '/api/users.info')).toHaveLength(1);
  });

  test('a colleague is found by address', async () => {
    const stage = await slackStage();
    onTestFinished(() => stage.close());
    expect(await stage.platform.findAccount?.('ben@example.com')).toBe(BEN);
    expect(await stage.platform.findAccount?.('nobody@example.com')).toBeUndefined();
  });
});
