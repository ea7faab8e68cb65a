import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSlack, type SlackStandIn } from '../../sandbox/slack/index.ts';
import { call, webClient } from './slack-app.ts';
import { actions, button, cell, input, many, mrkdwn, option, options, plain, rows, select, x } from './slack-bits.ts';
import type { Block } from './slack-bits.ts';

let slack: SlackStandIn;
beforeAll(async () => {
  slack = await startSlack({ limits: false });
});
afterAll(() => slack.close());

/** What `blocks.validate` has against a message with this block, or against a view. */
async function problems(args: { blocks: unknown[] } | { view: Block }): Promise<unknown[]> {
  return (await call(webClient(slack), 'blocks.validate', args))['errors'] as unknown[];
}

const confirm = (more: Block): Block => actions(button({ confirm: { text: plain('Sure?'), ...more } }));
const field = (element: Block): Block => input(element);
const card = (more: Block): Block => ({ type: 'card', title: mrkdwn('x'), ...more });
const container = (more: Block): Block => ({
  type: 'container',
  title: plain('x'),
  child_blocks: [{ type: 'divider' }],
  ...more,
});
const dataTable = (more: Block): Block => ({ type: 'data_table', caption: 'x', rows: rows(2, 2), ...more });
const image = (more: Block): Block => ({ type: 'image', image_url: 'https://a.example/b.png', alt_text: 'x', ...more });
const iconButton = { type: 'icon_button', icon: 'trash', text: plain('x') };
const group = (count: number): Block => ({ label: plain('x'), options: options(count) });
const modal = (more: Block): Block => ({ type: 'modal', title: plain('x'), blocks: [], ...more });

describe('in a message', () => {
  test.each<[string, number, (count: number) => Block]>([
    ['characters of a section', 3000, (count) => ({ type: 'section', text: mrkdwn(x(count)) })],
    ['characters of a field', 2000, (count) => ({ type: 'section', fields: [plain(x(count))] })],
    ['fields', 10, (count) => ({ type: 'section', fields: many(count, plain('x')) })],
    ['characters of a header', 150, (count) => ({ type: 'header', text: plain(x(count)) })],
    ['characters of a context', 3000, (count) => ({ type: 'context', elements: [mrkdwn(x(count))] })],
    ['parts of a context', 10, (count) => ({ type: 'context', elements: many(count, mrkdwn('x')) })],
    ['elements of actions', 25, (count) => actions(...many(count, button()))],
    ['characters of a block id', 255, (count) => ({ type: 'divider', block_id: x(count) })],
    ['characters of an action id', 255, (count) => actions(button({ action_id: x(count) }))],
    ['characters of a button', 75, (count) => actions(button({ text: plain(x(count)) }))],
    ['characters of a value', 2000, (count) => actions(button({ value: x(count) }))],
    ['characters of a link', 3000, (count) => actions(button({ url: `https://a.example/${x(count - 18)}` }))],
    ['characters read out', 75, (count) => actions(button({ accessibility_label: x(count) }))],
    ['characters of a confirmation', 300, (count) => confirm({ text: mrkdwn(x(count)) })],
    ['characters of its title', 100, (count) => confirm({ title: plain(x(count)) })],
    ['characters of its yes', 30, (count) => confirm({ confirm: plain(x(count)) })],
    ['characters of its no', 30, (count) => confirm({ deny: plain(x(count)) })],
    ['options', 100, (count) => actions(select({ options: options(count) }))],
    ['groups of options', 100, (count) => actions(select({ option_groups: many(count, group(1)) }))],
    ['options of a group', 100, (count) => actions(select({ option_groups: [group(count)] }))],
    ['characters of an option', 75, (count) => actions(select({ options: [option(x(count), 'v')] }))],
    ['characters of its value', 75, (count) => actions(select({ options: [option('t', x(count))] }))],
    ['overflow options', 5, (count) => actions({ type: 'overflow', options: options(count) })],
    ['radio buttons', 10, (count) => actions({ type: 'radio_buttons', options: options(count) })],
    ['checkboxes', 10, (count) => actions({ type: 'checkboxes', options: options(count) })],
    [
      'characters of a placeholder',
      150,
      (count) => actions(select({ options: options(1), placeholder: plain(x(count)) })),
    ],
    ['characters of a label', 2000, (count) => input({ type: 'datepicker' }, { label: plain(x(count)) })],
    ['characters of a hint', 2000, (count) => input({ type: 'datepicker' }, { hint: plain(x(count)) })],
    ['the length a text may ask for', 3000, (max) => field({ type: 'plain_text_input', max_length: max })],
    ['lines of rich text', 100, (lines) => field({ type: 'rich_text_input', max_lines: lines })],
    ['files', 10, (max) => field({ type: 'file_input', max_files: max })],
    ['rows of a table', 100, (count) => ({ type: 'table', rows: rows(count, 1) })],
    ['columns of a table', 20, (count) => ({ type: 'table', rows: rows(1, count) })],
    ['characters of a table', 10_000, (count) => ({ type: 'table', rows: [[cell(x(5000)), cell(x(count - 5000))]] })],
    ['rows of a data table', 101, (count) => dataTable({ rows: rows(count, 1) })],
    ['rows of its page', 100, (size) => dataTable({ page_size: size })],
    ['characters of its caption', 255, (count) => dataTable({ caption: x(count) })],
    ['characters of a card title', 150, (count) => card({ title: mrkdwn(x(count)) })],
    ['characters of its subtitle', 150, (count) => card({ subtitle: mrkdwn(x(count)) })],
    ['characters of its body', 200, (count) => card({ body: mrkdwn(x(count)) })],
    ['buttons of a card', 3, (count) => card({ actions: many(count, button()) })],
    ['cards of a carousel', 10, (count) => ({ type: 'carousel', elements: many(count, card({})) })],
    ['blocks of a container', 10, (count) => container({ child_blocks: many(count, { type: 'divider' }) })],
    ['characters of a container title', 150, (count) => container({ title: plain(x(count)) })],
    ['characters of a container subtitle', 150, (count) => container({ subtitle: mrkdwn(x(count)) })],
    ['characters of an alert', 3000, (count) => ({ type: 'alert', text: mrkdwn(x(count)) })],
    ['characters of markdown', 12_000, (count) => ({ type: 'markdown', text: x(count) })],
    ['buttons beside a message', 5, (count) => ({ type: 'context_actions', elements: many(count, iconButton) })],
    ['characters beside an image', 2000, (count) => image({ alt_text: x(count) })],
    ['characters over an image', 2000, (count) => image({ title: plain(x(count)) })],
  ])('%s: %i and no more', async (_what, most, make) => {
    expect(await problems({ blocks: [make(most)] })).toEqual([]);
    expect(await problems({ blocks: [make(most + 1)] })).toHaveLength(1);
  });

  test.each<[string, Block]>([
    ['a data table without rows', dataTable({ rows: rows(1, 1) })],
    ['a page of no rows', dataTable({ page_size: 0 })],
    ['an alert of a level of its own', { type: 'alert', text: plain('x'), level: 'critical' }],
    ['an alert without text', { type: 'alert' }],
    ['a card with nothing on it', { type: 'card' }],
    ['a carousel without cards', { type: 'carousel', elements: [] }],
    ['a container without title', { type: 'container', child_blocks: [{ type: 'divider' }] }],
    ['a container in a container', container({ child_blocks: [container({})] })],
    ['a menu with options and groups', actions(select({ options: options(1), option_groups: [group(1)] }))],
    ['an image from nowhere', { type: 'image', alt_text: 'x' }],
    ['an image without words', { type: 'image', image_url: 'https://a.example/b.png' }],
    ['an image that is no web address', image({ image_url: 'ftp://a.example/b.png' })],
    ['a number field that does not say of which numbers', field({ type: 'number_input' })],
    ['a date that is none', actions({ type: 'datepicker', initial_date: 'today' })],
    ['a time that is none', actions({ type: 'timepicker', initial_time: '24:00' })],
    ['rich text of an unknown part', { type: 'rich_text', elements: [{ type: 'rich_text_song', elements: [] }] }],
    ['an overflow menu in a form', field({ type: 'overflow', options: options(1) })],
    ['a button as a field', field(button())],
  ])('not %s', async (_name, block) => {
    expect(await problems({ blocks: [block] })).toHaveLength(1);
  });

  test('50 blocks and no more', async () => {
    expect(await problems({ blocks: many(50, { type: 'divider' }) })).toEqual([]);
    expect(await problems({ blocks: many(51, { type: 'divider' }) })).toHaveLength(1);
  });
});

describe('in a view', () => {
  test.each<[string, number, (count: number) => Block]>([
    ['blocks of a modal', 100, (count) => modal({ blocks: many(count, { type: 'divider' }) })],
    ['blocks of a home', 100, (count) => ({ type: 'home', blocks: many(count, { type: 'divider' }) })],
    ['characters of its title', 24, (count) => modal({ title: plain(x(count)) })],
    ['characters of its submit', 24, (count) => modal({ submit: plain(x(count)) })],
    ['characters of its close', 24, (count) => modal({ close: plain(x(count)) })],
    ['characters of private metadata', 3000, (count) => modal({ private_metadata: x(count) })],
    ['characters of a callback id', 255, (count) => modal({ callback_id: x(count) })],
    ['characters of an external id', 255, (count) => modal({ external_id: x(count) })],
  ])('%s: %i and no more', async (_what, most, make) => {
    expect(await problems({ view: make(most) })).toEqual([]);
    expect(await problems({ view: make(most + 1) })).toHaveLength(1);
  });

  test.each(['table', 'card', 'carousel', 'context_actions', 'data_table', 'markdown'])(
    'no %s, which only a message can show',
    async (type) => {
      expect(await problems({ view: modal({ blocks: [{ type }] }) })).toMatchObject([
        { message: `unsupported type: ${type}` },
      ]);
    },
  );
});
