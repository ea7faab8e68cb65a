import { describe, expect, onTestFinished, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { HOME, homeCard, pick } from '../../../src/desk/look/home.ts';
import { type Card, plainCard } from '../../../src/desk/card.ts';
import { ANN, anAlert, aTicket, view } from '../../desk/build.ts';
import { HOSTILE_TEXT, monsterCard } from '../contract/hostile-cards.ts';
import { alertCard, createScript, said, timeForm } from '../contract/script.ts';
import { listening } from './listening.ts';
import { wordsOf } from './reading.ts';
import { BEN, slackStage, type SlackStage } from './stage.ts';

const SOON = AbortSignal.timeout(60_000);

async function stageFor(): Promise<SlackStage> {
  const stage = await slackStage({ limits: false });
  onTestFinished(() => stage.close());
  return stage;
}

function publish(stage: SlackStage, account: string, answer: Extract<Answer, { is: 'said' | 'card' }>): Promise<void> {
  return stage.platform.homes?.publish(account, answer, SOON) ?? Promise.reject(new Error('there are no homes'));
}

/** Everything that somebody reads on their home, and its blocks. */
function homeOf(stage: SlackStage, account = BEN): { words: string; blocks: readonly object[]; id: string } {
  const home = stage.slack.home(account) ?? {};
  const blocks = (home['blocks'] ?? []) as readonly object[];
  return { words: blocks.map(wordsOf).join('\n'), blocks, id: String(home['id']) };
}

/** The desk at its fullest, with words from outside that would do harm. */
function fullDesk(): Card {
  const alerts = Array.from({ length: 300 }, (_, index) => ({
    ...anAlert({ title: `${index} ${HOSTILE_TEXT}`, client: HOSTILE_TEXT, site: HOSTILE_TEXT }),
    ref: `rmm/${'x'.repeat(60)}${index}`,
  }));
  const tickets = Array.from({ length: 300 }, (_, index) => ({
    ...aTicket({ number: String(index), subject: HOSTILE_TEXT, customer: { name: HOSTILE_TEXT } }),
    ref: `desk/${index}`,
  }));
  return homeCard({
    person: ANN,
    acts: true,
    view: view(),
    messages: new Map(alerts.map(({ ref }) => [ref, `https://chat.example.com/${'y'.repeat(500)}`])),
    picked: pick({ alerts, tickets }, ANN, view(), 70),
    silences: [{ title: 'The RMM', since: 1, why: HOSTILE_TEXT }],
    onCall: [],
    stops: [],
    watching: true,
    links: Array.from({ length: 4 }, (_, index) => ({ label: `System ${index}`, url: `https://${index}.example.com` })),
    word: 'tab',
    note: { ref: `rmm/${'x'.repeat(60)}0`, row: { line: [HOSTILE_TEXT] } },
  });
}

describe('a page', () => {
  test('the fullest desk there can be is drawn with every row and button', async () => {
    const stage = await stageFor();
    await publish(stage, BEN, { is: 'card', card: fullDesk() });
    const { blocks, words } = homeOf(stage);
    expect(stage.slack.mistakes).toEqual([]);
    expect(blocks.filter((block) => 'accessory' in block)).toHaveLength(70 + 2);
    expect(words).toContain('and 265 more');
    const rows = JSON.stringify(blocks.filter((block) => 'accessory' in block));
    expect(rows).toContain('&lt;!channel&gt;');
    expect(rows).not.toMatch(/<!channel>|<@U0ANN>|<https:\/\/evil/);
    expect(stage.slack.pings).toEqual([]);
  });

  test('whatever a card holds, something is shown', async () => {
    const stage = await stageFor();
    for (const card of [monsterCard(), monsterCard(HOSTILE_TEXT), plainCard({ title: '' })]) {
      await publish(stage, BEN, { is: 'card', card });
      expect(homeOf(stage).blocks.length).toBeGreaterThan(0);
    }
    await publish(stage, BEN, { is: 'said', line: [HOSTILE_TEXT] });
    expect(homeOf(stage).words).toContain('<!channel>');
    await publish(stage, BEN, { is: 'said', line: [] });
    expect(homeOf(stage).words).toBe('Deskbell');
    expect(stage.slack.mistakes).toEqual([]);
  });

  test('what Slack would not draw is published in words', async () => {
    const stage = await stageFor();
    const refusal = { ok: false, error: 'view_too_large' };
    stage.slack.fail({ path: '^/api/views.publish$', times: 1, action: { do: 'answer', status: 200, body: refusal } });
    await publish(stage, BEN, { is: 'card', card: plainCard({ title: 'The desk', lines: [['One thing']] }) });
    expect(homeOf(stage).words).toBe('The desk · One thing');
  });

  test.each([
    [
      { status: 429, headers: { 'retry-after': '7' }, body: {} },
      { trouble: 'later', retryAfter: 7_000 },
    ],
    [{ status: 200, body: { ok: false, error: 'not_enabled' } }, { trouble: 'refused' }],
    [{ status: 503, body: {} }, { trouble: 'later' }],
  ])('%j is told as trouble of its kind', async (answer, trouble) => {
    const stage = await stageFor();
    stage.slack.fail({ path: '^/api/views.publish$', times: 1, action: { do: 'answer', ...answer } });
    await expect(publish(stage, BEN, said('x') as Extract<Answer, { is: 'said' }>)).rejects.toMatchObject(trouble);
  });

  test('nobody of that name is refused', async () => {
    const stage = await stageFor();
    await expect(publish(stage, 'U0NOBODY', { is: 'said', line: ['x'] })).rejects.toMatchObject({ trouble: 'refused' });
  });
});

describe('somebody opens their home', () => {
  test('the desk is asked in their name, and its answer is the page', async () => {
    const script = createScript();
    script.will({ is: 'card', card: { ...alertCard(), ref: HOME } });
    const stage = await listening(script);
    await stage.slack.openHome({ user: BEN });
    await stage.slack.until(() => stage.slack.home(BEN) !== undefined);
    expect(script.asked).toMatchObject([
      { ask: { is: 'home' }, place: `slack:@${BEN}`, presser: { account: BEN, name: 'Ben Cole', guest: false } },
    ]);
    expect(homeOf(stage).words).toContain('Disk C');
  });

  test('a page that Slack does not take is written to nobody', async () => {
    const script = createScript();
    script.will({ is: 'card', card: { ...alertCard(), ref: HOME } });
    const stage = await listening(script);
    const busy = { do: 'answer', status: 200, body: { ok: false, error: 'fatal_error' } } as const;
    stage.slack.fail({ path: '^/api/views.publish$', action: busy });
    await stage.slack.openHome({ user: BEN });
    await stage.slack.until(() => stage.logged.some(({ level }) => level === 'warn'));
    expect(stage.slack.directMessages(BEN)).toEqual([]);
    expect(stage.slack.ephemerals(BEN)).toEqual([]);
  });

  test('a desk that fails is said to fail', async () => {
    const script = createScript();
    script.will(() => Promise.reject(new Error('no')));
    const stage = await listening(script);
    await stage.slack.openHome({ user: BEN });
    await stage.slack.until(() => stage.slack.home(BEN) !== undefined);
    expect(homeOf(stage).words).toContain('The desk cannot be shown now.');
  });
});

describe('what is pressed there', () => {
  async function atHome(
    ...answers: Answer[]
  ): Promise<{ stage: SlackStage; press: (text: string) => Promise<unknown> }> {
    const script = createScript();
    const home: Answer = { is: 'card', card: { ...alertCard(), ref: HOME } };
    script.will(home, ...answers);
    const stage = await listening(script);
    await stage.slack.openHome({ user: BEN });
    await stage.slack.until(() => stage.slack.home(BEN) !== undefined);
    const { id } = homeOf(stage);
    return { stage, press: (text) => stage.slack.click({ user: BEN, viewId: id, text }) };
  }

  test('the page takes its own place, and nothing opens over it', async () => {
    const newer: Answer = { is: 'card', card: plainCard({ ref: HOME, title: 'Newer' }) };
    const { stage, press } = await atHome(newer);
    await press('Acknowledge');
    await stage.slack.until(() => homeOf(stage).words.includes('Newer'));
    expect(stage.slack.views(BEN)).toEqual([]);
    expect(stage.slack.directMessages(BEN)).toEqual([]);
  });

  test('every other answer opens over it, a further one in the same modal, and a form above that', async () => {
    const another: Answer = { is: 'card', card: alertCard({ title: 'Another card' }) };
    const { stage, press } = await atHome(another, said('That was that.'), { is: 'form', form: timeForm() });
    const before = homeOf(stage).words;
    await press('Acknowledge');
    await stage.slack.until(() => JSON.stringify(stage.slack.views(BEN)).includes('Another card'));
    const [modal] = stage.slack.views(BEN);
    await stage.slack.click({ user: BEN, viewId: String(modal?.['id']), text: 'Claim' });
    await stage.slack.until(() => JSON.stringify(stage.slack.views(BEN)).includes('That was that.'));
    expect(stage.slack.views(BEN).map(({ id }) => id)).toEqual([modal?.['id']]);
    expect(homeOf(stage).words).toBe(before);
    expect(stage.slack.mistakes).toEqual([]);
  });

  test('a form that is opened from a modal lies above it, and its answer takes the place of the form', async () => {
    const another: Answer = { is: 'card', card: alertCard({ title: 'Another card' }) };
    const { stage, press } = await atHome(another, { is: 'form', form: timeForm() }, said('Kept.'));
    await press('Acknowledge');
    await stage.slack.until(() => stage.slack.views(BEN).length === 1);
    await stage.slack.click({ user: BEN, text: 'Claim' });
    await stage.slack.until(() => stage.slack.views(BEN).length === 2);
    await stage.slack.submit({ user: BEN, values: { 'log-time:hours': '0.5' } });
    await stage.slack.until(() => JSON.stringify(stage.slack.views(BEN).at(-1)).includes('Kept.'));
    expect(stage.slack.views(BEN)).toHaveLength(2);
    expect(stage.slack.directMessages(BEN)).toEqual([]);
    expect(stage.slack.mistakes).toEqual([]);
  });

  test('where no modal can be opened, the answer is written to the presser', async () => {
    const { stage, press } = await atHome(said('That was that.'));
    stage.slack.fail({
      path: '^/api/views.open$',
      action: { do: 'answer', status: 200, body: { ok: false, error: 'fatal_error' } },
    });
    await press('Acknowledge');
    await stage.slack.until(() => stage.slack.directMessages(BEN).length === 1);
    expect(JSON.stringify(stage.slack.directMessages(BEN))).toContain('That was that.');
  });
});

test('a message has an address once the bot has signed in, and what is no reference has none', async () => {
  const quiet = await stageFor();
  expect(quiet.platform.linkTo?.('C0ALERTS/1700000000.000100')).toBeUndefined();
  const stage = await listening(createScript());
  expect(stage.platform.linkTo?.('C0ALERTS/1700000000.000100')).toMatch(
    /^https:\/\/[^/]+\/archives\/C0ALERTS\/p1700000000000100$/,
  );
  expect(stage.platform.linkTo?.('nothing')).toBeUndefined();
});
