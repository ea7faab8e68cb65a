import { expect, test } from 'vitest';
import type { Answer } from '../../../src/bot/contract.ts';
import { KEPT_TEXT } from '../../../src/desk/full-text.ts';
import { plain } from '../../../src/desk/text.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { open } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { buttons, handsOn, HOUSE, said, VERA_PRESSES } from '../desk.ts';

const stage = useStage();
const REF = 'rmm/check/dc01/3/1';

function page(answer: Answer): { text: string; footer: string } {
  if (answer.is !== 'card') throw new Error(`no card: ${JSON.stringify(answer)}`);
  return { text: answer.card.quote?.text ?? '', footer: plain(answer.card.footer ?? []) };
}

test('a long output is read page by page, by whoever may look, with its secrets masked', async () => {
  stage.house(HOUSE);
  const lines = Array.from({ length: 300 }, (_, index) => `line ${index}: password=secret${index}`);
  await takeSignal(stage.store, open({ value: lines.join('\n') }));
  const hands = handsOn(stage);
  const first = await hands.click(VERA_PRESSES, 'full-text', REF);
  expect(page(first).footer).toBe('Page 1 of 3');
  expect(buttons(first)).toEqual([`full-text ${REF} 2`]);
  const second = await hands.click(VERA_PRESSES, 'full-text', REF, '2');
  expect(buttons(second)).toEqual([`full-text ${REF} 1`, `full-text ${REF} 3`]);
  const beyond = await hands.click(VERA_PRESSES, 'full-text', REF, '99');
  expect(buttons(beyond)).toEqual([`full-text ${REF} 2`]);
  const all = [first, second, beyond].map((answer) => page(answer).text).join('\n');
  expect(all).toBe(lines.map((_, index) => `line ${index}: password=•••`).join('\n'));
});

test('where not all was kept, the last page says where the rest is', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open({ value: 'y'.repeat(KEPT_TEXT) }));
  const last = await handsOn(stage).click(VERA_PRESSES, 'full-text', REF, '3');
  expect(page(last).footer).toBe('Page 3 of 3 · the rest is in The RMM');
});

test('an old button whose text is gone says so', async () => {
  stage.house(HOUSE);
  await takeSignal(stage.store, open());
  expect(said(await handsOn(stage).click(VERA_PRESSES, 'full-text', REF))).toContain('There is no more text of');
});
