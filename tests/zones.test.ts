import { pino } from 'pino';
import { expect, test } from 'vitest';
import { findAccounts } from '../src/accounts.ts';
import type { Platform } from '../src/bot/contract.ts';
import { zoneOf } from '../src/desk/people.ts';
import { identify } from '../src/bot/people.ts';
import { keepZone, readPeople } from '../src/store/people.ts';
import { createChat } from './bot/chat.ts';
import { PEOPLE, presser } from './bot/desk.ts';
import { settings } from './desk/build.ts';
import { useStage } from './store/stage.ts';

const stage = useStage();
const LOG = pino({ level: 'silent' });

function zones(people: object[] = PEOPLE): void {
  stage.house({ settings: settings({ zone: 'Europe/Berlin', people }) });
}

async function zoneOfBen(): Promise<string | undefined> {
  const ben = (await readPeople(stage.store)).find(({ name }) => name === 'Ben Cole');
  return ben && zoneOf(ben, stage.store.house.settings);
}

test('a person’s days are those of the configuration, else of their platform, else of the shop', async () => {
  zones();
  expect(await zoneOfBen()).toBe('Europe/Berlin');
  await identify(stage.store, presser('B1', { zone: 'America/Denver' }));
  expect(await zoneOfBen()).toBe('America/Denver');
  await identify(stage.store, presser('B1', { zone: 'Asia/Tokyo' }));
  expect(await zoneOfBen()).toBe('Asia/Tokyo');
  await keepZone(stage.store, 'chat', 'B1', 'Mars/Olympus');
  await identify(stage.store, presser('B1'));
  expect(await zoneOfBen()).toBe('Asia/Tokyo');
  zones(PEOPLE.map((person) => (person.chat === 'B1' ? { ...person, zone: 'Europe/London' } : person)));
  expect(await zoneOfBen()).toBe('Europe/London');
});

test('a colleague in no configuration moves with their platform too', async () => {
  zones([]);
  await identify(stage.store, presser('N1', { email: 'new@msp.example', zone: 'America/Denver' }));
  await identify(stage.store, presser('N1', { email: 'new@msp.example', zone: 'Asia/Tokyo' }));
  expect((await readPeople(stage.store)).map(({ zone }) => zone)).toEqual(['Asia/Tokyo']);
});

test('a platform is asked once a day where everybody is; one that does not answer stops nothing', async () => {
  zones();
  const asked: string[] = [];
  const platform: Platform = {
    ...createChat().platform,
    async findZone(account) {
      asked.push(account);
      if (account === 'A1') throw new Error('not now');
      return account === 'B1' ? 'Pacific/Chatham' : undefined;
    },
  };
  await findAccounts(stage.store, [platform], LOG);
  await findAccounts(stage.store, [platform], LOG);
  expect(asked).toEqual(['A1', 'B1', 'V1']);
  expect(await zoneOfBen()).toBe('Pacific/Chatham');
});
