import { expect, test } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import { listening, postOf, type SetUp } from './acting.ts';
import { alertCard, createScript, said } from './script.ts';

export function describePresses(setUp: SetUp): void {
  test('a button becomes a click, and the presser alone is told', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    script.will(said('Ben Cole has it already.'));
    const reference = await stage.platform.outbound.post(postOf(stage));
    const shown = await stage.press('Claim', reference);
    expect(shown.text).toContain('Ben Cole has it already.');
    expect(script.asked).toHaveLength(1);
    const [request] = script.asked;
    expect(request?.ask).toEqual({ is: 'click', verb: 'claim', ref: alertCard().ref, revision: 3 });
    expect(request?.place).toBe(stage.channel);
    const { account, name } = stage.presser;
    expect(request?.presser).toMatchObject({ platform: stage.platform.id, account, name, admin: false, guest: false });
    expect(await stage.read(stage.channel)).toHaveLength(1);
  });

  test('two presses are two requests', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    const reference = await stage.platform.outbound.post(postOf(stage));
    await stage.press('Claim', reference);
    await stage.press('Claim', reference);
    expect(new Set(script.asked.map((request) => request.id)).size).toBe(2);
  });

  test('an answer may be a card whose rows and buttons work', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    const rows = [
      { line: ['First'], action: { verb: 'show', label: 'Show first', ref: 'alert/1' } },
      { line: ['Second'], action: { verb: 'show', label: 'Show second', ref: 'alert/2', with: 'wide' } },
    ];
    const more = { verb: 'page', label: 'Next', with: '2' };
    script.will({ is: 'card', card: plainCard({ title: 'Open alerts', rows, actions: [more] }) }, said('Here it is.'));
    const list = await stage.command('alerts', {});
    expect(list.text).toContain('Second');
    expect(list.buttons).toEqual(['Show first', 'Show second', 'Next']);
    expect((await stage.press('Show second')).text).toContain('Here it is.');
    expect(script.asked.map((request) => request.ask)).toEqual([
      { is: 'command', name: 'alerts' },
      { is: 'click', verb: 'show', ref: 'alert/2', revision: 0, with: 'wide' },
    ]);
    expect(await stage.read(stage.channel)).toEqual([]);
  });

  test('commands carry subcommand and argument', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    await stage.command('desk', { subcommand: 'link', argument: 'Ann Baker' });
    await stage.command('desk', { subcommand: 'health' });
    await stage.command('tickets', { argument: 'mine' });
    expect(script.asked.map((request) => request.ask)).toEqual([
      { is: 'command', name: 'desk', subcommand: 'link', argument: 'Ann Baker' },
      { is: 'command', name: 'desk', subcommand: 'health' },
      { is: 'command', name: 'tickets', argument: 'mine' },
    ]);
  });

  test('an answer that takes longer than the platform waits still reaches the presser', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    script.will(async () => {
      await new Promise((resolve) => setTimeout(resolve, 3_300));
      return said('Claimed at last.');
    });
    const reference = await stage.platform.outbound.post(postOf(stage));
    expect((await stage.press('Claim', reference)).text).toContain('Claimed at last.');
  });

  test('a failure is said aloud', async () => {
    const script = createScript();
    const stage = await listening(setUp, script);
    script.will(async () => {
      throw new Error('the memory is gone');
    });
    const reference = await stage.platform.outbound.post(postOf(stage));
    const shown = await stage.press('Claim', reference);
    expect(shown.text).toMatch(/nothing was saved/i);
    expect(shown.text).not.toContain('the memory is gone');
  });
}
