import { describe, expect, test } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import { alertCard, createScript, said, timeForm } from '../contract/script.ts';
import { listening, post } from './listening.ts';
import { ALERTS, BEN } from './stage.ts';

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
