import { expect, test } from 'vitest';
import { opening } from '../../../src/jobs/opening.ts';
import { wake } from '../../../src/jobs/wake.ts';
import { takeSignal } from '../../../src/store/signals.ts';
import { HOUR, MINUTE, NOW, open, over, settings } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, buttons, handsOn, PEOPLE, said } from '../desk.ts';

const stage = useStage();
/** It is 09:00; the channel opens at ten. */
const OPENING = NOW + HOUR;

function parts() {
  const nothing = async (): Promise<void> => undefined;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return { store: stage.store, integrations: [], log, sweepHints: nothing, findAccounts: nothing };
}

test('what is held is in the book of mutes, told under Why?, and paged through after the opening', async () => {
  stage.house({ settings: settings({ people: PEOPLE, quiet: [{ hours: [{ from: '20:00', to: '10:00' }] }] }) });
  for (let number = 0; number < 10; number += 1)
    await takeSignal(
      stage.store,
      open({ title: `disk ${number}` }, { row: String(number), condition: `rmm/${number}` }),
    );
  await takeSignal(stage.store, { ...over('recovered', NOW + MINUTE), row: '0', condition: 'rmm/0' });
  const hands = handsOn(stage);
  const book = await hands.command(ANN_PRESSES, 'desk mutes');
  expect(said(book).split(' / ')).toEqual([
    '1 mutes',
    '📋 Quiet hours · until 2026-11-02 10:00 · the configuration: quiet says so · 9 hidden',
  ]);
  expect(buttons(book)).toContain(`mute - quiet-${OPENING}.1`);
  const why = await hands.click(ANN_PRESSES, 'why', 'rmm/1/1');
  expect(said(why)).toContain('Quiet hours: this channel holds it back from 2026-11-02 09:00 to 2026-11-02 10:00.');

  stage.now = OPENING;
  await opening(parts());
  await wake(parts());
  const first = await hands.click(ANN_PRESSES, 'held', '-', `1.${OPENING}.1`);
  expect(said(first)).toContain('Held back in quiet hours: 10');
  const second = await hands.click(ANN_PRESSES, 'held', '-', `1.${OPENING}.2`);
  expect(buttons(second).filter((button) => button.startsWith('show '))).toEqual(['show rmm/9/1', 'show rmm/0/1']);
  expect(said(second)).toContain('over since');
  const later = await hands.click(ANN_PRESSES, 'why', 'rmm/1/1');
  expect(said(later)).toContain('Quiet hours: this channel held it back from');
  expect(said(await hands.click(ANN_PRESSES, 'held', '-', 'nonsense'))).toContain('Which quiet hours?');
});
