import { setTimeout as pause } from 'node:timers/promises';
import { describe, test, type TestContext } from 'vitest';
import { createScript, timeForm, type Script } from '../contract/script.ts';
import { after } from './listening.ts';
import { BEN, slackStage, type SlackStage } from './stage.ts';

async function listening(script: Script, finished: TestContext['onTestFinished']): Promise<SlackStage> {
  const stage = await slackStage();
  finished(async () => {
    await stage.platform.inbound.stop();
    await stage.close();
  });
  await stage.platform.inbound.start(script);
  return stage;
}

describe('answers that take longer than Slack waits', () => {
  test.concurrent('a slow form gets a modal at once, which becomes the form', async ({ expect, onTestFinished }) => {
    const script = createScript('log-time');
    const stage = await listening(script, onTestFinished);
    script.will(async () => {
      await stage.slack.until(() => JSON.stringify(stage.slack.views(BEN)).includes('One moment'));
      await pause(2_000);
      return { is: 'form', form: timeForm() };
    });
    const shown = await stage.command('log-time', {});
    expect(shown.form?.title).toBe('Log time');
    expect(stage.slack.mistakes).toEqual([]);
  });

  test.concurrent('a form that nobody foretold and that comes too late is said to be late', async ({
    expect,
    onTestFinished,
  }) => {
    const script = createScript();
    const stage = await listening(script, onTestFinished);
    script.will(async () => {
      await pause(3_100);
      return { is: 'form', form: timeForm() };
    });
    expect((await stage.command('alerts', {})).text).toContain('press again');
  });

  test.concurrent('a slow submit shows that it is being worked on, then its end, in the modal', async ({
    expect,
    onTestFinished,
  }) => {
    const script = createScript('log-time');
    const stage = await listening(script, onTestFinished);
    script.will({ is: 'form', form: timeForm() }, after(2_600, 'Saved 0.5 h.'));
    await stage.command('log-time', {});
    const shown = await stage.submit({ hours: '0.5' });
    expect(shown.text).toContain('Saved 0.5 h.');
    expect(shown.form).toBeUndefined();
    expect(stage.slack.mistakes).toEqual([]);
  });

  test.concurrent('mistakes that come late bring the form back with what was typed', async ({
    expect,
    onTestFinished,
  }) => {
    const script = createScript('log-time');
    const stage = await listening(script, onTestFinished);
    script.will({ is: 'form', form: timeForm() }, async () => {
      await pause(2_300);
      return { is: 'mistakes', form: timeForm(), mistakes: { hours: 'Hours go in quarters.' } };
    });
    await stage.command('log-time', {});
    const shown = await stage.submit({
      customer: 'globex',
      hours: '0.3',
      activity: 'onsite',
      text: 'Typed',
      billable: '',
    });
    expect(shown.text).toContain('Hours go in quarters.');
    const values = Object.fromEntries((shown.form?.fields ?? []).map((field) => [field.id, field.value]));
    expect(values).toMatchObject({ hours: '0.3', activity: 'onsite', text: 'Typed', billable: '' });
  });

  test.concurrent('a form that is closed meanwhile hears its end all the same', async ({ expect, onTestFinished }) => {
    const script = createScript('log-time');
    const stage = await listening(script, onTestFinished);
    script.will({ is: 'form', form: timeForm() }, async () => {
      await pause(2_300);
      await stage.slack.closeModal({ user: BEN, all: true });
      return { is: 'mistakes', form: timeForm(), mistakes: { hours: 'Hours go in quarters.' } };
    });
    await stage.command('log-time', {});
    const shown = await stage.submit({ hours: '0.3' });
    expect(shown.text).toBe('Nothing was saved. Hours go in quarters.');
  });
});
