import { expect, test } from 'vitest';
import { ACME_CHANNEL, CLIENTS, HOUR, NOW, settings } from '../../desk/build.ts';
import { useStage } from '../../store/stage.ts';
import { ANN_PRESSES, handsOn, PEOPLE, said } from '../desk.ts';

const stage = useStage();

const LAYERS = [{ people: ['Ann Baker', 'Ben Cole'], every: 'day', at: '08:00', from: '2026-11-02' }];

function house(oncall: object = { rotations: [{ name: 'primary', layers: LAYERS }] }): void {
  stage.house({ settings: settings({ people: PEOPLE, clients: CLIENTS, oncall }) });
}

test('without a rotation it says what that means, and on the page of one’s own there is nothing', async () => {
  house({});
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk oncall'))).toContain('No rotation is configured');
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk'))).not.toContain('On call');
});

test('who is on call, who follows, and when nobody is', async () => {
  house();
  const words = said(await handsOn(stage).command(ANN_PRESSES, 'desk oncall'));
  expect(words).toContain(
    'On call: Ann Baker / primary: Ann Baker until 2026-11-03 08:00 / • 2026-11-03 08:00 Ben Cole',
  );
  expect(words).not.toContain('⚠️');
  expect(said(await handsOn(stage).command(ANN_PRESSES, 'desk'))).toContain('📟 On call: Ann Baker until');
  stage.now = NOW - 2 * HOUR;
  const before = said(await handsOn(stage).command(ANN_PRESSES, 'desk oncall'));
  expect(before).toContain('⚠️ 2026-11-02 07:00 – 2026-11-02 08:00: nobody is on call');
});

test('a client’s own channel knows the rotation that serves it, and no other', async () => {
  const layers = LAYERS;
  house({
    rotations: [
      { name: 'globex nights', clients: ['Globex'], layers },
      { name: 'acme', clients: ['Acme'], layers },
    ],
  });
  const words = said(await handsOn(stage).command(ANN_PRESSES, 'desk oncall', ACME_CHANNEL));
  expect(words).toContain('acme: Ann Baker');
  expect(words).not.toContain('globex');
});
