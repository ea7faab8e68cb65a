import { ModalBuilder } from 'discord.js';
import { expect, test, vi } from 'vitest';
import { login } from './discord-client.ts';
import { buttons } from './discord-press.ts';
import { ANN, raw } from './discord-stand.ts';

vi.setConfig({ testTimeout: 20_000 });

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
