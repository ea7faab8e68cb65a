import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyField, modal, option, plain } from './chats-slack.ts';
import { openChats, type Chats } from './chats-stage.ts';
import { said } from './stage.ts';

type Json = Record<string, unknown>;

let chats: Chats;
let form: Locator;

beforeAll(async () => {
  chats = await openChats();
  form = chats.page.getByRole('dialog');
}, 60_000);

afterAll(async () => {
  await chats?.close();
}, 30_000);

/** A command that the app answers with this form. */
async function openForm(view: Json): Promise<Json> {
  const opened = Promise.withResolvers<Json>();
  chats.slackEnd.answer = ({ trigger_id: trigger, command }) => {
    if (command !== undefined)
      chats.callSlack('views.open', { trigger_id: trigger, view }).then(opened.resolve, opened.reject);
    return undefined;
  };
  await chats.slack.getByRole('combobox', { name: 'Slash command in Slack' }).fill('/desk');
  await chats.page.keyboard.press('Enter');
  const answer = await opened.promise;
  await form.waitFor();
  return answer['view'] as Json;
}

/** What the fields held when the form was sent last. */
function sentValues(): Json | undefined {
  const sent = chats.slackEnd.heard.findLast(({ type }) => type === 'view_submission');
  const view = sent?.['view'] as { state: { values: Record<string, Record<string, Json>> } } | undefined;
  if (view === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(view.state.values).map(([block, actions]) => {
      const { type: _type, ...kept } = actions['field'] ?? {};
      return [block, Object.values(kept)[0]];
    }),
  );
}

const input = (name: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: name,
  label: plain(`The ${name}`),
  element: { action_id: 'field', ...element },
  ...more,
});

describe("Slack's forms", { timeout: 40_000 }, () => {
  test('what the form itself refuses stands under its field, and the first of them has the keyboard', async () => {
    await openForm(modal('Every field', everyField()));
    await form.getByLabel('The number').fill('12.5');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect
      .poll(() => form.getByRole('alert').allInnerTexts())
      .toEqual([
        'Please complete this required field.',
        'Please enter a whole number.',
        'Please complete this required field.',
      ]);
    expect(await form.getByLabel('The name').getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => chats.page.evaluate('document.activeElement.ariaLabel')).toBe('The name');
    expect(sentValues()).toBeUndefined();
  });

  test('a field of every kind is filled in and sent', async () => {
    chats.slackEnd.answer = ({ type, value }) =>
      type === 'block_suggestion' ? { options: [option(`${String(value)}-one`), option('other')] } : undefined;
    const { page } = chats;
    expect(await form.innerText()).toContain('Cannot be shown here: field file_input');
    await form.getByLabel('The name').pressSequentially('longer than five');
    expect(await form.getByLabel('The name').inputValue()).toBe('longe');
    await form.getByLabel('The number').fill('7');
    await form.getByLabel('The mail').fill('ann@msp.example');
    await form.getByLabel('The page').fill('https://a.example/');
    await form.getByLabel('The day').fill('2026-05-04');
    await form.getByLabel('The hour').fill('07:30');
    await form.getByLabel('The instant').fill('2026-05-04T09:00');
    await form.getByRole('combobox', { name: 'The colour', exact: true }).selectOption({ label: 'BLUE (about blue)' });
    await form.getByRole('button', { name: 'The colours' }).click();
    await page.getByRole('checkbox', { name: 'RED' }).check();
    await page.keyboard.press('Escape');
    expect(await form.isVisible()).toBe(true);
    await form.getByRole('radio', { name: 'LEFT' }).check();
    await form.getByRole('checkbox', { name: 'TWO' }).check();
    await form.getByRole('combobox', { name: 'The customer', exact: true }).fill('glo');
    await form.getByRole('option', { name: 'GLO-ONE' }).click();
    for (const name of ['GLO-ONE', 'OTHER']) {
      await form.getByRole('combobox', { name: 'The customers' }).fill('glo');
      await form.getByRole('option', { name }).click();
    }
    await form.getByRole('button', { name: 'Remove GLO-ONE' }).click();
    await form.getByRole('combobox', { name: 'The person' }).selectOption('Ben Cole');
    await form.getByRole('button', { name: 'The people' }).click();
    await page.getByRole('checkbox', { name: 'Cara Diaz' }).check();
    await page.keyboard.press('Escape');
    await form.getByRole('combobox', { name: 'The place' }).selectOption('# second-line');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.waitFor({ state: 'detached' });
    const instant = Date.parse('2026-05-04T09:00+02:00') / 1000;
    expect(sentValues()).toMatchObject({
      name: 'longe',
      story: 'Once',
      number: '7',
      mail: 'ann@msp.example',
      page: 'https://a.example/',
      day: '2026-05-04',
      hour: '07:30',
      instant,
      colour: { value: 'blue' },
      colours: [{ value: 'red' }],
      side: { value: 'left' },
      ticks: [{ value: 'two' }],
      customer: { value: 'glo-one' },
      customers: [{ value: 'other' }],
      person: 'U0BEN',
      people: ['U0CARA'],
      place: 'C0SECOND',
      places: [],
    });
  });

  test('a form that opens is not covered by the list of its first field, which the arrow or a press opens', async () => {
    const element = { type: 'external_select', min_query_length: 1, initial_option: option('acme') };
    await openForm(modal('One customer', [input('customer', element)]));
    const heard = chats.slackEnd.heard.length;
    chats.slackEnd.answer = () => ({ options: [option('acme')] });
    const field = form.getByRole('combobox', { name: 'The customer' });
    const list = form.getByRole('listbox', { name: 'The customer' });
    await expect.poll(() => chats.page.evaluate('document.activeElement.ariaLabel')).toBe('The customer');
    await chats.page.keyboard.press('ArrowDown');
    await list.waitFor();
    // Had its focus asked too, there would be two.
    expect(chats.slackEnd.heard.length).toBe(heard + 1);
    await chats.page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await field.click();
    await list.waitFor();
    expect(await field.inputValue()).toBe('ACME');
    await form.getByRole('button', { name: 'Close' }).click();
    await form.waitFor({ state: 'detached' });
  });

  test('a form is filled in and sent by the keyboard alone', async () => {
    const { page } = chats;
    const blocks = [
      input('name', { type: 'plain_text_input' }),
      input('colours', { type: 'multi_static_select', options: [option('red'), option('green')] }),
      input('side', { type: 'radio_buttons', options: [option('left'), option('right')] }),
      input('customer', { type: 'external_select', min_query_length: 1 }),
    ];
    await openForm(modal('By keyboard', blocks));
    chats.slackEnd.answer = ({ type }) => (type === 'block_suggestion' ? { options: [option('globex')] } : undefined);
    await page.keyboard.type('Ann');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // The sheet takes the keyboard a moment after it can be seen.
    await expect.poll(() => page.evaluate('document.activeElement.value')).toBe('red');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.type('glo');
    await form.getByRole('option', { name: 'GLOBEX' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(sentValues()).toMatchObject({
      name: 'Ann',
      colours: [{ value: 'red' }],
      side: { value: 'right' },
      customer: { value: 'globex' },
    });
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('line-slack');
  });

  test("the app's errors stand under the fields; an updated form keeps what was typed", async () => {
    const blocks = [input('name', { type: 'plain_text_input' })];
    const view = await openForm(modal('First', blocks));
    chats.slackEnd.answer = () => ({ response_action: 'errors', errors: { name: 'Nobody is called that' } });
    await form.getByLabel('The name').fill('Zzz');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(said(form.getByRole('alert'))).toBe('Nobody is called that');
    const more = [...blocks, input('reason', { type: 'plain_text_input' }, { optional: true })];
    await chats.callSlack('views.update', { view_id: view['id'], view: modal('Second', more) });
    await form.getByLabel('The reason').waitFor();
    expect(await form.getByRole('heading').innerText()).toBe('Second');
    expect(await form.getByLabel('The name').inputValue()).toBe('Zzz');
    chats.slackEnd.answer = () => ({ response_action: 'update', view: modal('Third', blocks) });
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(said(form.getByRole('heading'))).toBe('Third');
    await expect.poll(() => form.getByRole('alert').count()).toBe(0);
  });

  test('forms lie upon each other: closing goes back one, the cross closes all', async () => {
    const upper = modal('Upper', [{ type: 'section', text: plain('above') }], { close: plain('Back') });
    const push = () => ({ response_action: 'push', view: upper });
    chats.slackEnd.answer = push;
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(said(form.getByRole('heading'))).toBe('Upper');
    await form.getByRole('button', { name: 'Back' }).click();
    await expect.poll(said(form.getByRole('heading'))).toBe('Third');
    expect(await form.getByLabel('The name').inputValue()).toBe('Zzz');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect.poll(said(form.getByRole('heading'))).toBe('Upper');
    await form.getByRole('button', { name: 'Close', exact: true }).click();
    await form.waitFor({ state: 'detached' });
    expect(await form.count()).toBe(0);
  });

  test('a field that dispatches is heard at once', async () => {
    const options = [option('red'), option('green')];
    await openForm(
      modal('At once', [
        input('colour', { type: 'static_select', options }, { dispatch_action: true }),
        input('word', { type: 'plain_text_input' }, { dispatch_action: true, optional: true }),
      ]),
    );
    await form.getByRole('combobox', { name: 'The colour' }).selectOption('green');
    await expect
      .poll(() => chats.slackEnd.heard.at(-1))
      .toMatchObject({ type: 'block_actions', actions: [{ selected_option: { value: 'green' } }] });
    await form.getByLabel('The word').fill('hello');
    await chats.page.keyboard.press('Enter');
    await expect.poll(() => chats.slackEnd.heard.at(-1)).toMatchObject({ actions: [{ value: 'hello' }] });
    expect(await form.isVisible()).toBe(true);
    await chats.page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    expect(chats.complaints).toEqual([]);
  });
});
