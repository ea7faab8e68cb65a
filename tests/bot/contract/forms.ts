import { expect, test } from 'vitest';
import { listening, type SetUp } from './acting.ts';
import { HOSTILE_TEXT } from './hostile-cards.ts';
import { createScript, said, timeForm } from './script.ts';

export function describeForms(setUp: SetUp): void {
  test('a press opens a form that is filled in beforehand; sending it is a submit', async () => {
    const script = createScript('log-time');
    const stage = await listening(setUp, script);
    script.will({ is: 'form', form: timeForm() }, said('Saved 0.5 h.'));
    const opened = await stage.command('log-time', {});
    expect(opened.form?.title).toBe('Log time');
    const filled = Object.fromEntries((opened.form?.fields ?? []).map((field) => [field.id, field.value]));
    expect(filled).toMatchObject({ hours: '0.25', activity: 'remote', billable: 'yes' });
    const entered = { customer: 'acme', hours: '0.5', activity: 'onsite', text: 'Freed the disk', billable: '' };
    const done = await stage.submit(entered);
    expect(done.text).toContain('Saved 0.5 h.');
    expect(done.form).toBeUndefined();
    const last = script.asked.at(-1);
    expect(last?.ask).toEqual({ is: 'submit', form: 'log-time', token: 'token-1', filled: entered });
    expect(last).toMatchObject({ place: stage.channel, presser: { account: stage.presser.account } });
  });

  test('mistakes are told, and nothing the person typed is lost before', async () => {
    const script = createScript('log-time');
    const stage = await listening(setUp, script);
    const mistakes = { hours: 'Hours go in quarters.', elsewhere: 'This week is closed.' };
    script.will({ is: 'form', form: timeForm() }, { is: 'mistakes', form: timeForm(), mistakes });
    await stage.command('log-time', {});
    const shown = await stage.submit({ customer: 'acme', hours: '0.3', activity: 'remote', text: '', billable: 'yes' });
    expect(shown.text).toContain('Hours go in quarters.');
    expect(shown.text).toContain('This week is closed.');
  });

  test('choices are offered while the person types', async () => {
    const script = createScript('log-time');
    const stage = await listening(setUp, script);
    script.will({ is: 'form', form: timeForm() });
    await stage.command('log-time', {});
    expect(await stage.suggest({ field: 'customer', command: 'log-time' }, 'Acm')).toEqual(['Acme', 'Acme Labs']);
    expect(script.searched.at(-1)).toEqual({
      among: 'customers',
      typed: 'Acm',
      account: stage.presser.account,
      place: stage.channel,
    });
  });

  test('a form with far too long words opens all the same', async () => {
    const script = createScript('log-time');
    const stage = await listening(setUp, script);
    const long = HOSTILE_TEXT.repeat(20);
    const form = timeForm({
      title: long,
      submit: long,
      intro: [long],
      fields: [
        { id: 'text', label: long, hint: long, type: 'text', long: true, most: 9_000, initial: long },
        {
          id: 'many',
          label: 'Many',
          type: 'choice',
          choices: Array.from({ length: 25 }, (_, index) => ({ id: `many-${index}`, label: `${index} ${long}` })),
        },
        { id: 'agreed', label: long, type: 'check', initial: false, optional: true },
      ],
    });
    script.will({ is: 'form', form });
    expect((await stage.command('log-time', {})).form?.fields.map((field) => field.id)).toEqual([
      'text',
      'many',
      'agreed',
    ]);
  });
}
