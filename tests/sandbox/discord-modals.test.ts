import { ModalBuilder, type ModalSubmitInteraction } from 'discord.js';
import { describe, expect, test, vi } from 'vitest';
import { problemsOf } from './discord-bodies.ts';
import { login } from './discord-client.ts';
import { buttons, press } from './discord-press.ts';
import { ANN, BEN, raw } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

function label(component: object, rest: object = {}): object {
  return { type: 18, label: 'Label', component, ...rest };
}

function input(rest: object = {}): object {
  return { type: 4, style: 1, custom_id: 'text', ...rest };
}

function choices(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
}

const at = 'data.components.0';
const inside = `${at}.component`;
const refused: [name: string, components: object[], problems: string[]][] = [
  ['nothing', [], ['data.components BASE_TYPE_BAD_LENGTH']],
  ['a button', [label({ type: 2, style: 1, label: 'Go', custom_id: 'b' })], [`${inside}.type UNION_TYPE_CHOICES`]],
  ['a container', [{ type: 17, components: [] }], [`${at}.type UNION_TYPE_CHOICES`]],
  ['an empty label', [{ type: 18, label: 'Label' }], [`${inside} BASE_TYPE_REQUIRED`]],
  ['a label over 45', [label(input(), { label: 'x'.repeat(46) })], [`${at}.label BASE_TYPE_MAX_LENGTH`]],
  [
    'a description over 100',
    [label(input(), { description: 'x'.repeat(101) })],
    [`${at}.description BASE_TYPE_MAX_LENGTH`],
  ],
  ['an empty text display', [{ type: 10, content: '' }], [`${at}.content BASE_TYPE_REQUIRED`]],
  ['an input without a style', [label({ type: 4, custom_id: 'a' })], [`${inside}.style BASE_TYPE_REQUIRED`]],
  ['an input without an id', [label({ type: 4, style: 1 })], [`${inside}.custom_id BASE_TYPE_REQUIRED`]],
  [
    'a placeholder over 100',
    [label(input({ placeholder: 'x'.repeat(101) }))],
    [`${inside}.placeholder BASE_TYPE_MAX_LENGTH`],
  ],
  [
    'text over 4000',
    [label(input({ max_length: 4001, value: 'x'.repeat(4001) }))],
    [`${inside}.value BASE_TYPE_MAX_LENGTH`, `${inside}.max_length NUMBER_TYPE_MAX`],
  ],
  [
    'text longer than the input takes',
    [label(input({ max_length: 3, value: 'long' }))],
    [`${inside}.value BASE_TYPE_MAX_LENGTH`],
  ],
  [
    'a shortest length over the longest',
    [label(input({ min_length: 5, max_length: 4 }))],
    [`${inside}.min_length TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_HIGH`],
  ],
  ['an old row without a label', [{ type: 1, components: [input()] }], [`${at}.components.0.label BASE_TYPE_REQUIRED`]],
  [
    'an old row of two',
    [{ type: 1, components: [input({ label: 'A' }), input({ label: 'B', custom_id: 'b' })] }],
    [`${at}.components BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'an old row with a select',
    [{ type: 1, components: [{ type: 5, custom_id: 'who' }] }],
    [`${at}.components.0.type UNION_TYPE_CHOICES`],
  ],
  [
    'a disabled select',
    [label({ type: 3, custom_id: 'a', options: choices(1), disabled: false })],
    [`${inside}.disabled COMPONENT_DISABLED_IN_MODAL`],
  ],
  [
    'a required select of nothing',
    [label({ type: 5, custom_id: 'a', min_values: 0 })],
    [`${inside}.min_values COMPONENT_REQUIRED_WITHOUT_VALUES`],
  ],
  [
    'a radio group of one',
    [label({ type: 21, custom_id: 'a', options: choices(1) })],
    [`${inside}.options BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'a radio group of eleven',
    [label({ type: 21, custom_id: 'a', options: choices(11) })],
    [`${inside}.options BASE_TYPE_BAD_LENGTH`],
  ],
  [
    'a checkbox group of eleven',
    [label({ type: 22, custom_id: 'a', options: choices(11) })],
    [`${inside}.options BASE_TYPE_BAD_LENGTH`],
  ],
  ['eleven files', [label({ type: 19, custom_id: 'a', max_values: 11 })], [`${inside}.max_values NUMBER_TYPE_MAX`]],
  ['a checkbox without an id', [label({ type: 23 })], [`${inside}.custom_id BASE_TYPE_REQUIRED`]],
];

describe('a form is refused with 400/50035 for', () => {
  test.for(refused)('%s', async ([, components, problems]) => {
    const { value } = await press(async (discord, path) => {
      const data = { custom_id: 'm', title: 'T', components };
      const { body } = await raw(discord, 'POST', path, { type: 9, data });
      await raw(discord, 'POST', path, { type: 6 });
      return problemsOf(body);
    });
    expect(value).toEqual(problems);
  });

  test('a title over 45 and an id over 100', async () => {
    const { value } = await press(async (discord, path) => {
      const data = { custom_id: 'x'.repeat(101), title: 'x'.repeat(46), components: [label(input())] };
      const { body } = await raw(discord, 'POST', path, { type: 9, data });
      await raw(discord, 'POST', path, { type: 6 });
      return problemsOf(body);
    });
    expect(value).toEqual(['data.custom_id BASE_TYPE_MAX_LENGTH', 'data.title BASE_TYPE_MAX_LENGTH']);
  });
});

test('every part of a form is taken, and what is chosen arrives whole', async () => {
  const heard: ModalSubmitInteraction[] = [];
  const { discord, channel } = await login(async (interaction) => {
    if (interaction.isButton()) {
      const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
      const parts = [
        label({ type: 8, custom_id: 'where', channel_types: [0] }),
        label({
          type: 7,
          custom_id: 'who',
          required: false,
          min_values: 0,
          default_values: [{ id: BEN, type: 'user' }],
        }),
        label({ type: 21, custom_id: 'how', options: choices(2) }),
        label({ type: 22, custom_id: 'what', options: choices(10) }),
        label({ type: 23, custom_id: 'sure' }),
      ];
      await raw(discord, 'POST', path, { type: 9, data: { custom_id: 'm', title: 'T', components: parts } });
    }
    if (!interaction.isModalSubmit()) return;
    heard.push(interaction);
    await interaction.reply({ content: 'done', withResponse: true });
  });
  await channel.send({ content: 'card', components: buttons });
  await discord.click({ user: ANN, label: 'Go' });
  const values = { where: 'tickets', how: '1', what: ['0', '9'], sure: true };
  const nowhere = discord.submit({ user: ANN, modal: 'm', values: { ...values, where: 'nowhere' } });
  await expect(nowhere).rejects.toThrow('There is no channel nowhere');
  const { message } = await discord.submit({ user: ANN, modal: 'm', values });
  const fields = heard[0]?.fields;
  expect(fields?.getSelectedChannels('where')?.map(({ name }) => name)).toEqual(['tickets']);
  expect(fields?.getSelectedMentionables('who')?.users.map(({ displayName }) => displayName)).toEqual(['Ben Cole']);
  expect([fields?.getRadioGroup('how'), fields?.getCheckboxGroup('what'), fields?.getCheckbox('sure')]).toEqual([
    '1',
    ['0', '9'],
    true,
  ]);
  expect(message?.interaction_metadata?.triggering_interaction_metadata?.type).toBe(3);
  expect(discord.violations).toEqual([]);
});

test('a form is refused when it is too large or says the same twice, and stays open when nobody answers', async () => {
  const { discord, channel } = await login(async (interaction) => {
    if (!interaction.isButton()) return;
    const path = `/interactions/${interaction.id}/${interaction.token}/callback`;
    const label = (index: number, customId: string) => ({
      type: 18,
      label: `Field ${index}`,
      component: { type: 4, style: 1, custom_id: customId },
    });
    const components = Array.from({ length: 6 }, (_, index) => label(index, index === 1 ? 'f0' : `f${index}`));
    answers.push(
      (await raw(discord, 'POST', path, { type: 9, data: { custom_id: 'm', title: 'T', components } })).body,
    );
    const input = { type: 18, label: 'Text', component: { type: 4, style: 1, custom_id: 'text', label: 'Twice' } };
    const old = { type: 9, data: { custom_id: 'm', title: 'T', components: [input] } };
    answers.push((await raw(discord, 'POST', path, old)).body);
    const modal = new ModalBuilder().setCustomId('m').setTitle('T');
    modal.addTextDisplayComponents((display) => display.setContent('Sure?'));
    await interaction.showModal(modal);
  });
  const answers: unknown[] = [];
  await channel.send({ content: 'card', components: buttons });
  const opened = await discord.click({ user: ANN, label: 'Go' });
  expect(opened.kind).toBe('modal');
  const at = (place: unknown) => ({ code: 50035, errors: { data: { components: place } } });
  expect(answers).toMatchObject([
    at({
      _errors: [{ code: 'BASE_TYPE_BAD_LENGTH' }],
      1: { component: { custom_id: { _errors: [{ code: 'COMPONENT_CUSTOM_ID_DUPLICATED' }] } } },
    }),
    at({ 0: { component: { label: { _errors: [{ code: 'TEXT_INPUT_LABEL_IN_LABEL' }] } } } }),
  ]);
  const submitted = discord.submit({ user: ANN, modal: 'm' });
  discord.advance(3000);
  const seen = await submitted;
  expect([seen.acked, seen.error, discord.modals(ANN).length]).toEqual([false, 'Something went wrong. Try again.', 1]);
  discord.dismiss({ user: ANN, modal: 'm' });
  expect(discord.modals(ANN)).toEqual([]);
});
