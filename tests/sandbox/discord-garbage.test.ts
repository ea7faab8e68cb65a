import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { post } from './discord-bodies.ts';
import { raw, APPLICATION, GUILD, stand } from './discord-stand.ts';

vi.setConfig({ testTimeout: 60_000 });

const keys = ['content', 'embeds', 'components', 'flags', 'allowed_mentions', 'attachments', 'nonce', 'poll'];
const inner = ['type', 'title', 'fields', 'footer', 'url', 'components', 'accessory', 'options', 'custom_id', 'items'];

/** JSON whose keys Discord knows and whose values it may not. */
const { body } = fc.letrec<{ value: unknown; body: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, '', 'text', 'https://a.example', 0, 1, 2, 3, 9, 12, 13, 17, 1 << 15, -1, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...inner), tie('value'), { maxKeys: 4 }),
  ),
  body: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
}));

test('no message, however odd, makes the stand-in itself fail', async () => {
  const discord = await stand({ limits: false });
  await fc.assert(
    fc.asyncProperty(body, async (odd) => {
      expect([200, 400]).toContain((await post(discord, odd)).status);
    }),
    { numRuns: 400 },
  );
});

test('no command, however odd, makes the stand-in itself fail', async () => {
  const discord = await stand({ limits: false });
  const path = `/applications/${APPLICATION}/guilds/${GUILD}/commands`;
  const words = fc.constantFrom('name', 'description', 'type', 'options', 'choices', 'required', 'autocomplete');
  const { command } = fc.letrec<{ command: unknown; value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, '', 'text', 0, 1, 2, 3, 4, 5, 99),
      fc.array(tie('command'), { maxLength: 2 }),
    ),
    command: fc.dictionary(words, tie('value'), { maxKeys: 5 }),
  }));
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 2 }), async (odd) => {
      expect([200, 400]).toContain((await raw(discord, 'PUT', path, odd)).status);
    }),
    { numRuns: 300 },
  );
});
