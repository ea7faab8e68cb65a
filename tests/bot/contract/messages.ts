import { expect, test } from 'vitest';
import { plainCard } from '../../../src/desk/card.ts';
import { directMessage } from '../../../src/desk/destination.ts';
import { posted, postOf, seen, stageFor, type SetUp } from './acting.ts';
import { alertCard } from './script.ts';

export function describeMessages(setUp: SetUp): void {
  test('a card shows everything it holds', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage));
    const message = await seen(stage, reference);
    for (const words of [
      'CRITICAL',
      'Disk C: is full on ACME-DC01',
      'third time.',
      'Client',
      'Acme',
      'C: 0.4 GB free',
    ]) {
      expect(message.text).toContain(words);
    }
    expect(message.text).toContain('Acknowledge says that you saw it.');
    expect(message.buttons).toEqual(['Acknowledge', 'Claim', 'Resolve']);
    expect(message.links).toContain('https://rmm.example.com/agents/42');
    expect({ inChannel: message.inChannel, rang: message.rang }).toEqual({ inChannel: true, rang: [] });
    expect(message.thread).toBeUndefined();
  });

  test('an edit makes the message look like the card and nothing of the old one stays', async () => {
    const stage = await stageFor(setUp);
    const reference = await stage.platform.outbound.post(postOf(stage));
    const card = plainCard({ ref: alertCard().ref, revision: 4, title: 'Recovered', tone: 'good', badge: 'OK' });
    await stage.platform.outbound.edit(stage.channel, reference, card, AbortSignal.timeout(10_000));
    const message = await seen(stage, reference);
    expect(message.text).toContain('Recovered');
    expect(message.text).not.toContain('Disk C:');
    expect({ buttons: message.buttons, links: message.links }).toEqual({ buttons: [], links: [] });
    expect(await stage.read(stage.channel)).toHaveLength(1);
  });

  test('a line in a thread stays there, a loud one is seen in the channel as well', async () => {
    const stage = await stageFor(setUp);
    const { outbound } = stage.platform;
    const root = await outbound.post(postOf(stage));
    const quiet = plainCard({ title: 'Ann took it' });
    const first = await posted(stage, postOf(stage, { key: 'line-1', card: quiet, thread: root }));
    expect(await seen(stage, first)).toMatchObject({ thread: root, inChannel: false });
    const rise = plainCard({ title: 'Still failing' });
    const loud = postOf(stage, { key: 'line-2', card: rise, thread: root, loud: true });
    const second = await posted(stage, loud);
    expect(second).not.toBe(first);
    const readable = (await stage.read(stage.channel)).filter((one) => one.text.includes('Still failing'));
    expect(readable.some((one) => one.inChannel)).toBe(true);
  });

  test('a notice rings whom it mentions; editing it rings nobody', async () => {
    const stage = await stageFor(setUp);
    const { account, name } = stage.presser;
    const mention = { mention: name, accounts: { [stage.platform.id]: account, elsewhere: 'nobody' } };
    const stranger = { mention: 'Cara Diaz', accounts: { elsewhere: 'cara' } };
    const card = plainCard({ title: 'You are paged', lines: [[mention, ' and ', stranger, ': please look']] });
    const reference = await stage.platform.outbound.post(postOf(stage, { card, rings: true }));
    expect((await seen(stage, reference)).rang).toEqual([account]);
    expect((await seen(stage, reference)).text).toContain('Cara Diaz');
    await stage.platform.outbound.edit(stage.channel, reference, card, AbortSignal.timeout(10_000));
    expect((await seen(stage, reference)).rang).toEqual([account]);
  });

  test('a standing card rings nobody, whomever it mentions', async () => {
    const stage = await stageFor(setUp);
    const { account, name } = stage.presser;
    const line = [{ mention: name, accounts: { [stage.platform.id]: account } }, ' has it'];
    const reference = await stage.platform.outbound.post(postOf(stage, { card: alertCard({ lines: [line] }) }));
    expect((await seen(stage, reference)).rang).toEqual([]);
  });

  test('a person can be written to directly, and the message edited', async () => {
    const stage = await stageFor(setUp);
    const destination = directMessage(stage.platform.id, stage.presser.account);
    const reference = await stage.platform.outbound.post(postOf(stage, { destination }));
    expect((await seen(stage, reference, destination)).text).toContain('Disk C: is full');
    const card = plainCard({ title: 'Recovered' });
    await stage.platform.outbound.edit(destination, reference, card, AbortSignal.timeout(10_000));
    expect((await seen(stage, reference, destination)).text).toContain('Recovered');
  });
}
