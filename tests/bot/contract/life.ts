import { expect, test } from 'vitest';
import { listening, postOf, stageFor, type SetUp } from './acting.ts';
import { createScript, said } from './script.ts';

export function describeLife(setUp: SetUp): void {
  test('deaf until started, heard while running, deaf when stopped', async () => {
    const stage = await stageFor(setUp);
    const { inbound } = stage.platform;
    expect(inbound.deaf()).toBeTypeOf('string');
    await inbound.start(createScript());
    expect(inbound.deaf()).toBeUndefined();
    await inbound.stop();
    expect(inbound.deaf()).toBeTypeOf('string');
  });

  test('stopping waits for the press under way', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    const begun = Promise.withResolvers<void>();
    let isDone = false;
    script.will(async () => {
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      isDone = true;
      return said('Just in time.');
    });
    const reference = await stage.platform.outbound.post(postOf(stage));
    const pressed = stage.press('Claim', reference);
    await begun.promise;
    await stage.platform.inbound.stop();
    expect(isDone).toBe(true);
    expect((await pressed).text).toContain('Just in time.');
  });

  test('its own check finds nothing wrong', async () => {
    const stage = await stageFor(setUp);
    const checks = await stage.platform.check([stage.channel]);
    expect(checks.filter((check) => check.state !== 'good')).toEqual([]);
    expect(checks.length).toBeGreaterThan(0);
  });
}
