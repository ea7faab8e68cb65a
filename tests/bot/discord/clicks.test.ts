import { describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { plainCard } from '../../../src/desk/card.ts';
import { directMessage } from '../../../src/desk/destination.ts';
import { postOf } from '../contract/acting.ts';
import { alertCard, createScript, said, timeForm } from '../contract/script.ts';
import { textOf } from './reading.ts';
import { ALERTS, ANN, BEN, connect } from './stage.ts';
import { heard } from './staged.ts';

const ref = alertCard().ref;

function slowly(answer: Answer, milliseconds: number): () => Promise<Answer> {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return answer;
  };
}

describe('a button that asks first', () => {
  test('counts only after the yes, which takes the place of the question', async () => {
    const script = createScript();
    const stage = await heard(script);
    const reference = await stage.platform.outbound.post(postOf(stage));
    const asked = await stage.press('Resolve', reference);
    expect(asked).toEqual({ text: 'It comes back while the check fails.', buttons: ['Resolve'] });
    expect(script.asked).toEqual([]);
    expect(await stage.press('Resolve')).toEqual({ text: 'Done.', buttons: [] });
    expect(script.asked.map(({ ask }) => ask)).toEqual([{ is: 'click', verb: 'resolve', ref, revision: 3 }]);
    expect(stage.discord.ephemerals(BEN)).toHaveLength(1);
  });

  test('still asks after a restart, in general words', async () => {
    const stage = await heard(createScript());
    const script = createScript();
    const reference = await stage.platform.outbound.post(postOf(stage));
    await stage.platform.inbound.stop();
    const restarted = connect(stage.discord);
    await restarted.inbound.start(script);
    expect(await stage.press('Resolve', reference)).toEqual({ text: 'Resolve: are you sure?', buttons: ['Resolve'] });
    await restarted.inbound.stop();
  });
});

describe('what the presser sees', () => {
  test('the next page of a list takes the place of this one, another card or a word does not', async () => {
    const script = createScript();
    const stage = await heard(script);
    const page = (title: string): Answer => ({
      is: 'card',
      card: plainCard({ title, actions: [{ verb: 'page', label: 'Next', with: title }] }),
    });
    const other: Answer = { is: 'card', card: plainCard({ ref: 'alert/1', tone: 'high', title: 'One of them' }) };
    script.will(page('Page 1'), page('Page 2'), other, page('Page 3'), said('That was all.'));
    await stage.command('alerts', {});
    const [list] = stage.discord.ephemerals(BEN);
    for (let index = 0; index < 4; index += 1) {
      await stage.discord.click({ user: BEN, label: 'Next', message: list?.id ?? '' });
    }
    const shown = stage.discord.ephemerals(BEN).map(({ components }) => textOf(components));
    expect(shown).toEqual(['### Page 3', '### One of them', 'That was all.']);
  });

  test('a card that everybody sees is never replaced by an answer', async () => {
    const script = createScript();
    const stage = await heard(script);
    script.will({ is: 'card', card: plainCard({ title: 'Why am I seeing this?' }) });
    const reference = await stage.platform.outbound.post(postOf(stage));
    await stage.press('Claim', reference);
    expect(textOf(stage.discord.messages('alerts')[0]?.components ?? [])).toContain('Disk C: is full');
    expect(stage.discord.ephemerals(BEN)).toHaveLength(1);
  });

  test('mistakes can be edited, and the answer takes their place', async () => {
    const script = createScript('log-time', 'again');
    const stage = await heard(script);
    const form = timeForm();
    const mistakes = { hours: 'Hours go in quarters.', elsewhere: 'The week is closed.' };
    script.will({ is: 'form', form }, { is: 'mistakes', form, mistakes }, { is: 'form', form }, said('Saved.'));
    await stage.command('log-time', {});
    const shown = await stage.submit({ hours: '0.3' });
    expect(shown).toEqual({
      text: '### Log time\n**Hours**: Hours go in quarters.\nThe week is closed.',
      buttons: ['Edit again'],
    });
    const again = await stage.press('Edit again');
    expect(again.form?.title).toBe('Log time');
    expect(script.asked.at(-1)?.ask).toEqual({ is: 'click', verb: 'again', ref: '-', revision: 0, with: 'token-1' });
    expect(await stage.submit({ hours: '0.25' })).toEqual({ text: 'Saved.', buttons: [] });
    expect(stage.discord.ephemerals(BEN)).toHaveLength(1);
  });

  test('a form after a form, or one that comes too late to open, stands behind a button', async () => {
    const script = createScript('log-time', 'claim');
    const stage = await heard(script);
    const form = timeForm();
    script.will({ is: 'form', form }, { is: 'form', form }, slowly({ is: 'form', form }, 2600));
    await stage.command('log-time', {});
    expect((await stage.submit({})).buttons).toEqual(['Continue']);
    const reference = await stage.platform.outbound.post(postOf(stage));
    expect((await stage.press('Claim', reference)).buttons).toEqual(['Continue']);
  });

  test('a form that Discord could not hold is a failure that is said', async () => {
    const script = createScript('log-time');
    const stage = await heard(script);
    script.will({ is: 'form', form: timeForm({ token: 'x'.repeat(100) }) });
    expect((await stage.command('log-time', {})).text).toContain('would not show the answer');
    expect(stage.logged).toEqual(['Discord refused an answer']);
  });

  test('a late answer that Discord refuses does not leave the presser waiting', async () => {
    const script = createScript();
    const stage = await heard(script);
    const invalid = { status: 400, body: { message: 'Invalid Form Body', code: 50_035 } };
    stage.discord.fail({ path: '@original$', times: 1, action: { do: 'answer', ...invalid } });
    script.will(slowly(said('Done.'), 1900));
    const reference = await stage.platform.outbound.post(postOf(stage));
    expect((await stage.press('Claim', reference)).text).toContain('would not show the answer');
  });

  test('a press that Discord gave up on is logged, and the next one is served', async () => {
    const script = createScript();
    const stage = await heard(script);
    const gone = { status: 404, body: { message: 'Unknown interaction', code: 10_062 } };
    stage.discord.fail({ path: '/callback$', times: 1, action: { do: 'answer', ...gone } });
    const reference = await stage.platform.outbound.post(postOf(stage));
    void stage.discord.click({ user: BEN, label: 'Claim' });
    await vi.waitFor(() => expect(stage.logged).toEqual(['Discord had given up on a press']));
    expect((await stage.press('Claim', reference)).text).toBe('Done.');
    expect(script.asked).toHaveLength(2);
  });

  test('a button of another time is told to be one', async () => {
    const script = createScript();
    const stage = await heard(script);
    const button = { type: 2, style: 2, label: 'Old', custom_id: 'acknowledge:42' };
    await fetch(`${stage.discord.url}/api/v10/channels/${ALERTS}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.secrets[0]}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'An old card', components: [{ type: 1, components: [button] }] }),
    });
    expect((await stage.press('Old', undefined)).text).toContain('too old');
    expect(script.asked).toEqual([]);
  });
});

describe('who and where', () => {
  test('an administrator of the server is one; in a direct message nobody is', async () => {
    const script = createScript();
    const stage = await heard(script);
    await stage.platform.outbound.post(postOf(stage));
    await stage.discord.click({ user: ANN, label: 'Claim' });
    await stage.platform.outbound.post(postOf(stage, { destination: directMessage('discord', ANN) }));
    await stage.discord.click({
      user: ANN,
      label: 'Acknowledge',
      message: stage.discord.directMessages(ANN)[0]?.id ?? '',
    });
    expect(script.asked.map(({ presser, place }) => ({ ...presser, place }))).toEqual([
      { platform: 'discord', account: ANN, name: 'Ann Baker', admin: true, guest: false, place: stage.channel },
      { platform: 'discord', account: ANN, name: 'Ann Baker', admin: false, guest: false, place: `discord:@${ANN}` },
    ]);
  });

  test('a press in a thread happened in its channel', async () => {
    const script = createScript();
    const stage = await heard(script);
    const thread = await stage.platform.outbound.post(postOf(stage));
    const card = plainCard({ title: '', actions: [{ verb: 'undo', label: 'Undo' }] });
    const line = await stage.platform.outbound.post(postOf(stage, { key: 'line-1', card, thread }));
    await stage.press('Undo', line);
    expect(script.asked[0]?.place).toBe(stage.channel);
  });

  test('another server is turned away, whoever administers it', async () => {
    const script = createScript();
    const stage = await heard(script, { guild: { id: '200000000000000009', name: 'Somewhere else' } });
    await stage.platform.outbound.post(postOf(stage));
    const seen = await stage.discord.click({ user: ANN, label: 'Claim' });
    expect(textOf(seen.message?.components ?? [])).toBe('This desk serves another server.');
    expect(script.asked).toEqual([]);
  });
});

describe('suggestions', () => {
  test('are at most 25, each once and short enough', async () => {
    const script = createScript();
    script.choices = async () => [
      { id: '', label: 'Nobody' },
      ...Array.from({ length: 40 }, (_, index) => ({ id: `c${index % 30}`, label: 'x'.repeat(200) })),
    ];
    const stage = await heard(script);
    const offered = await stage.suggest({ field: 'customer', command: 'log-time' }, '');
    expect(offered).toHaveLength(25);
    expect(new Set(offered.map((name) => name.length))).toEqual(new Set([100]));
  });

  test('that fail or dawdle are none', async () => {
    const script = createScript();
    script.choices = async () => {
      throw new Error('the list is away');
    };
    const stage = await heard(script);
    expect(await stage.suggest({ field: 'customer', command: 'log-time' }, '')).toEqual([]);
    script.choices = async () => {
      await new Promise((resolve) => setTimeout(resolve, 2600));
      return [{ id: 'acme', label: 'Acme' }];
    };
    expect(await stage.suggest({ field: 'customer', command: 'log-time' }, '')).toEqual([]);
  });
});
