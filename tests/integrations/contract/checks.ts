import { expect, test } from 'vitest';
import { expectNoSecret, NONSENSE, opened, type SetUp, type Stage } from './stage.ts';

/** What `doctor` asks of every integration. */
export function testChecks(setUp: SetUp<Stage>): void {
  test('its own check finds nothing bad', async () => {
    const { integration } = await opened(setUp);
    const checks = await integration.check();
    expect(checks.filter((check) => check.state === 'bad')).toEqual([]);
    expect(checks.length).toBeGreaterThan(0);
  });

  test.each(['away', 'odd'] as const)('its own check says what is wrong while the system is %s', async (how) => {
    const stage = await opened(setUp);
    if (how === 'away') stage.standIn.unplug();
    else stage.standIn.fail({ path: '.', action: NONSENSE });
    const checks = await stage.integration.check();
    const bad = checks.filter((check) => check.state === 'bad');
    expect(bad.length).toBeGreaterThan(0);
    expect(bad.map((check) => check.says)).toEqual(bad.map(() => expect.stringMatching(/\w+ \w+/)));
    expectNoSecret(stage, JSON.stringify(checks));
  });

  test('it can be closed twice', async () => {
    const { integration } = await opened(setUp);
    await integration.close();
    await expect(integration.close()).resolves.toBeUndefined();
  });
}
