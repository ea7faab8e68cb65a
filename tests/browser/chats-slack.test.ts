import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTILE, mrkdwn, newer, rich, TABLE, words } from './chats-slack.ts';
import { openChats, SLACK_CHANNEL, type Chats } from './chats-stage.ts';
import { act, said } from './stage.ts';

type Json = Record<string, unknown>;

let chats: Chats;

beforeAll(async () => {
  chats = await openChats();
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

function post(blocks: Json[], more: Json = {}): Promise<Json> {
  return chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, text: 'beside the blocks', blocks, ...more });
}

const last = () => chats.slack.locator('article').last();
const saying = (text: string) => chats.slack.locator('article', { hasText: text });

describe('what the app writes in Slack', { timeout: 30_000 }, () => {
  test('words, pictures, lines and names look like themselves, in the colour of their attachment', async () => {
    await chats.callSlack('chat.postMessage', {
      channel: SLACK_CHANNEL,
      attachments: [{ color: '#e01e5a', blocks: words() }],
    });
    await expect
      .poll(said(last()))
      .toMatch(/A header 🚨[^]*bold slanted struck code a link @Ann Baker #second-line @on-call @here ⚠️ <tag>/);
    const text = await last().innerText();
    expect(text).toMatch(
      /quoted\s+fenced[^]*Host\s+GLOBEX-DC01[^]*2 hours ago[^]*small words[^]*The load\s+🖼\s+Load over a day/,
    );
    expect(text).toContain(HOSTILE);
    const link = last().getByRole('link', { name: 'a link' });
    expect(await link.getAttribute('href')).toBe('https://a.example/x');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await last().locator('.mention.me').allInnerTexts()).toEqual(['@Ann Baker', '@here']);
    const stripe = "getComputedStyle(document.querySelector('.s-attachment'), '::before').backgroundColor";
    expect(await chats.page.evaluate(stripe)).toBe('rgb(224, 30, 90)');
    expect(await chats.page.evaluate('"hit" in window')).toBe(false);
  });

  test('rich text with each of its parts', async () => {
    await post(rich());
    await expect.poll(said(last())).toContain('heavy leaning gone');
    const text = await last().innerText();
    expect(text).toMatch(
      /@Ben Cole\s*#second-line\s*@on-call\s*@here\s*@Northwind Support\s*🔥\s*14\/11\/2023\s*#ff0000/,
    );
    for (const [tag, inside] of [
      ['b', 'heavy'],
      ['i', 'leaning'],
      ['s', 'gone'],
      ['code', 'typed'],
    ] as const)
      expect(await last().locator(`.rich ${tag}`).first().innerText()).toContain(inside);
    expect(await last().getByRole('link').allInnerTexts()).toEqual([' rich link']);
    expect(await last().locator('ul > li').allInnerTexts()).toEqual(['first point', 'second']);
    expect(await last().locator('ol').getAttribute('start')).toBe('3');
    expect(await last().locator('blockquote').innerText()).toBe('a wise word');
    expect(await last().locator('pre').innerText()).toBe('exit code 1');
  });

  test('a table keeps its columns, and text beside blocks is not shown twice', async () => {
    await post([TABLE]);
    await expect.poll(said(last())).toContain('Globex');
    expect(await last().getByRole('columnheader').allInnerTexts()).toEqual(['Client', 'Open']);
    expect(await last().getByRole('cell', { name: '12' }).getAttribute('class')).toContain('right');
    expect(await last().innerText()).not.toContain('beside the blocks');
  });

  test('markdown, alert, cards, carousel, container, tasks and plan', async () => {
    await post(newer());
    await expect.poll(said(last())).toContain('Disk use');
    const card = last();
    expect(await card.locator('.s-markdown h3').innerText()).toBe('Big');
    expect(await card.locator('.s-markdown').innerText()).toMatch(
      /strong and thin\s+one\s+two\s+☑ done[^]*c1\s+d1[^]*said/,
    );
    expect(await card.getByRole('note', { name: 'Alert, warning' }).innerText()).toContain('Mind the gap');
    expect(await card.getByRole('group', { name: 'Cards' }).locator('.s-card').allInnerTexts()).toHaveLength(2);
    expect(await card.getByText('what is inside').isVisible()).toBe(false);
    await card.getByText('A container').click();
    expect(await card.getByText('what is inside').isVisible()).toBe(true);
    for (const status of ['complete', 'in progress', 'failed'])
      expect(await card.getByRole('img', { name: status }).count()).toBe(1);
    expect(await card.getByText('details of third').isVisible()).toBe(true);
    await card.getByRole('button', { name: 'Pick Two' }).click();
    await expect.poll(() => chats.slackEnd.heard.at(-1)).toMatchObject({ actions: [{ action_id: 'pick-Two' }] });
  });

  test('a data table is turned page by page', async () => {
    const table = last().getByRole('group', { name: 'Disk use' });
    expect(await table.getByRole('rowheader').allInnerTexts()).toEqual(['row 1', 'row 2']);
    expect(await table.getByRole('button', { name: 'Previous page' }).isDisabled()).toBe(true);
    await table.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => table.getByRole('rowheader').allInnerTexts()).toEqual(['row 3']);
    expect(await table.innerText()).toContain('Page 2 of 2');
  });

  test('feedback and icons are pressed, and an icon for one person is nobody else’s', async () => {
    await last().getByRole('button', { name: 'Bad answer' }).click();
    await expect
      .poll(() => chats.slackEnd.heard.at(-1))
      .toMatchObject({ actions: [{ action_id: 'rate', value: 'bad' }] });
    await last().getByRole('button', { name: 'Throw away' }).click();
    await expect.poll(() => chats.slackEnd.heard.at(-1)).toMatchObject({ actions: [{ action_id: 'bin' }] });
    expect(await last().getByRole('button', { name: 'For Ben alone' }).count()).toBe(0);
    await act(chats, 'Ben');
    await last().getByRole('button', { name: 'For Ben alone' }).waitFor();
    await act(chats, 'Ann');
  });

  test('the older attachment, and a colour by name', async () => {
    await chats.callSlack('chat.postMessage', {
      channel: SLACK_CHANNEL,
      text: 'older',
      attachments: [
        {
          color: 'danger',
          pretext: 'before it',
          author_name: 'The author',
          title: 'The title',
          title_link: 'https://a.example/t',
          text: '*said*',
          fields: [{ title: 'Short', value: 'one', short: true }],
          footer: 'The footer',
        },
      ],
    });
    await expect
      .poll(said(last()))
      .toMatch(/older[^]*before it[^]*The author[^]*The title[^]*said[^]*Short\s+one[^]*The footer/);
    expect(await last().getByRole('link', { name: 'The title' }).count()).toBe(1);
    expect(await last().locator('.s-attachment').getAttribute('style')).toContain('#a30200');
  });

  test('threads open, an edit is said, and what is deleted under a thread leaves a stone', async () => {
    const { ts } = await post([{ type: 'section', text: mrkdwn('the root') }]);
    await chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, thread_ts: ts, text: 'the answer' });
    const root = saying('the root');
    await root.getByRole('button', { name: '1 reply' }).click();
    await expect.poll(said(root)).toContain('the answer');
    await chats.callSlack('chat.update', { channel: SLACK_CHANNEL, ts, text: 'changed root', blocks: [] });
    await expect.poll(said(saying('changed root').first())).toContain('(edited)');
    await chats.callSlack('chat.delete', { channel: SLACK_CHANNEL, ts });
    await saying('This message was deleted.').waitFor();
    expect(await saying('changed root').count()).toBe(0);
  });

  test('what one person alone sees is seen by nobody else, and goes away', async () => {
    await chats.callSlack('chat.postEphemeral', { channel: SLACK_CHANNEL, user: 'U0ANN', text: 'for Ann alone' });
    const own = saying('for Ann alone');
    await expect.poll(said(own)).toContain('Only visible to you');
    await act(chats, 'Ben');
    await own.waitFor({ state: 'detached' });
    await act(chats, 'Ann');
    await own.getByRole('button', { name: 'Dismiss' }).click();
    await own.waitFor({ state: 'detached' });
    expect(await own.count()).toBe(0);
  });

  test('every channel and the direct message have a tab, which counts what is new', async () => {
    const { channel } = await chats.callSlack('conversations.open', { users: 'U0ANN' });
    const { id } = channel as { id: string };
    await chats.callSlack('chat.postMessage', { channel: id, text: 'only to you' });
    await chats.slack.getByRole('button', { name: /Deskbell/ }).click();
    await expect.poll(said(last())).toContain('only to you');
    await chats.slack.getByRole('button', { name: '# second-line' }).click();
    await expect.poll(said(chats.slack.getByRole('log'))).toContain('Nothing has rung yet.');
    await chats.callSlack('chat.postMessage', { channel: SLACK_CHANNEL, text: 'one more' });
    await chats.slack.getByRole('button', { name: '# alerts 1' }).click();
    await expect.poll(said(last())).toContain('one more');
  });

  test('a day of its own has a line', async () => {
    await chats.page.evaluate(`import('/page/messages.js').then(async ({ byDay }) => {
      const { render } = await import('lit-html');
      const all = [1_700_000_000, 1_700_000_100, Date.now() / 1000 - 86_400, Date.now() / 1000];
      const shown = byDay(all, { id: String, seconds: Number, shown: (one) => '' });
      const place = Object.assign(document.createElement('div'), { id: 'days' });
      document.body.append(place);
      render(shown, place);
    })`);
    expect(await chats.page.locator('#days .day').allInnerTexts()).toEqual(['14 Nov 2023', 'Yesterday', 'Today']);
    await chats.page.evaluate('document.getElementById("days").remove()');
  });

  test('a block of tomorrow is a box that says so', async () => {
    const said = await chats.page.evaluate(`import('/page/slack/blocks.js').then(async ({ blocksShown }) => {
      const { render } = await import('lit-html');
      const place = document.createElement('div');
      const strange = { type: 'context', elements: [{ type: 'hologram' }] };
      render(blocksShown([{ type: 'hologram' }, strange, { type: 'actions', elements: [{ type: 'lever' }] }], { ts: '1' }), place);
      return [...place.querySelectorAll('.unknown')].map((one) => one.textContent);
    })`);
    expect(said).toEqual([
      'Cannot be shown here: block hologram',
      'Cannot be shown here: context hologram',
      'Cannot be shown here: field lever',
    ]);
  });

  test('nothing was asked of another host, nothing hostile came alive, and nothing was complained of', async () => {
    expect(await chats.page.locator('main img, main script, main iframe, [href^="javascript"]').count()).toBe(0);
    expect(await chats.page.evaluate('"hit" in window')).toBe(false);
    expect(chats.strays).toEqual([]);
    expect(chats.complaints).toEqual([]);
  });
});
