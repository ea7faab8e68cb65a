import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { PlatformSystem } from '../src/bot/contract.ts';
import { ConfigurationError, type Mistake, parseSettings, readConfiguration } from '../src/config.ts';
import type { IntegrationSystem } from '../src/integrations/contract.ts';
import { settingsSchema } from '../src/schema.ts';
import type { Systems } from '../src/systems.ts';

function never(): never {
  throw new Error('nothing is connected while the configuration is read');
}

function chat(id: string): PlatformSystem {
  const name = id.toUpperCase();
  const environment = z.object({ [`${name}_TOKEN`]: z.string(), [`${name}_CHANNEL`]: z.string() });
  return { id, title: id, environment, switches: [`${name}_TOKEN`], connect: never };
}

const RMM: IntegrationSystem = {
  id: 'rmm',
  title: 'The RMM',
  environment: z.object({ RMM_URL: z.url('is no address'), RMM_KEY: z.string() }),
  switches: ['RMM_URL', 'RMM_KEY'],
  connect: never,
};

const SYSTEMS: Systems = { platforms: [chat('chat'), chat('talk')], integrations: [RMM] };
const CHAT = { CHAT_TOKEN: 't', CHAT_CHANNEL: 'c' };

/** The mistakes in a YAML text, each as `line path: sentence`. */
function wrong(text: string, on = ['chat', 'talk']): string[] {
  const mistakes: Mistake[] = [];
  parseSettings(text, 'desk.yaml', SYSTEMS, mistakes, on);
  return mistakes.map(({ where, says }) => `${where}: ${says}`);
}

/** The mistakes of a whole start, with this file where one is given. */
async function starting(environment: Record<string, string>, yaml?: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'deskbell-config-'));
  try {
    const file = join(folder, 'desk.yaml');
    if (yaml !== undefined) await writeFile(file, yaml);
    readConfiguration({ ...environment, ...(yaml === undefined ? {} : { DESKBELL_CONFIG: file }) }, SYSTEMS);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.mistakes.map(({ where, says }) => `${where.replace(`${folder}/`, '')}: ${says}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('one chat is enough: everything else has a default', () => {
  const { redisUrl, host, port, logLevel, platforms, integrations, settings } = readConfiguration(CHAT, SYSTEMS);
  expect({ redisUrl, host, port, logLevel }).toEqual({
    redisUrl: 'redis://127.0.0.1:6379',
    host: '127.0.0.1',
    port: 3000,
    logLevel: 'info',
  });
  expect(platforms.map(({ system, environment }) => [system.id, environment])).toEqual([['chat', CHAT]]);
  expect([integrations, settings.routes]).toEqual([[], []]);
});

test('what Deskbell itself does not talk to is a link, and only an address is one', async () => {
  const vault = 'https://vault.example.com';
  expect(readConfiguration(CHAT, SYSTEMS).links).toEqual([]);
  expect(readConfiguration({ ...CHAT, VAULTWARDEN_URL: vault }, SYSTEMS).links).toEqual([
    { label: 'Vaultwarden', url: vault },
  ]);
  const says = 'VAULTWARDEN_URL: is no address such as https://vault.example.com';
  expect(await starting({ ...CHAT, VAULTWARDEN_URL: 'javascript:alert(1)' })).toEqual([says]);
});

test('without any chat nothing could be shown, also where more is wrong', async () => {
  const says = 'environment: no chat is configured: set CHAT_TOKEN or TALK_TOKEN';
  expect(await starting({})).toEqual([says]);
  expect(await starting({ CHAT_TOKEN: '  ', PORT: 'many' })).toEqual(['PORT: is no number', says]);
});

test('all mistakes are told at once: of the environment, of each system that is on, and of the file', async () => {
  const environment = { CHAT_TOKEN: 't', RMM_URL: 'rmm.example', REDIS_URL: 'localhost', LOG_LEVEL: 'loud' };
  const found = await starting(environment, 'zone: Berlin\nroutes:\n  - to: ["talk:1"]\n');
  expect(found).toEqual([
    'REDIS_URL: is no address such as redis://127.0.0.1:6379',
    expect.stringMatching(/^LOG_LEVEL: /),
    'CHAT_CHANNEL: is missing: set it in the environment',
    'RMM_URL: is no address',
    'RMM_KEY: is missing: set it in the environment',
    'desk.yaml:1 zone: not a time zone of the IANA list, such as Europe/Berlin',
    'desk.yaml:3 routes.0.to.0: talk is not switched on, so nothing would arrive there',
  ]);
});

test('a file that was named must be there; the usual one may be absent', async () => {
  expect(await starting({ ...CHAT, DESKBELL_CONFIG: '/nowhere/desk.yaml' })).toEqual([
    'DESKBELL_CONFIG: there is no file /nowhere/desk.yaml',
  ]);
  expect(await starting(CHAT)).toEqual([]);
  expect(await starting(CHAT, '')).toEqual([]);
  expect(await starting(CHAT, '# only a comment\n')).toEqual([]);
});

test('the message of the error is the list itself, and holds no secret', () => {
  expect(() => readConfiguration({ CHAT_TOKEN: 'very-secret', PORT: '-1' }, SYSTEMS)).toThrow(
    /^The configuration has 2 mistakes:\n {2}PORT: .*\n {2}CHAT_CHANNEL: is missing: set it in the environment$/,
  );
});

test('what is no YAML is told with its line', () => {
  const [first] = wrong('zone: UTC\nclients:\n  - name: Acme\n bad: [\n');
  expect(first).toMatch(/^desk\.yaml:[45]: /);
  expect(wrong('zone: UTC\nzone: UTC\n')[0]).toMatch(/^desk\.yaml:2: /);
  expect(wrong('- a\n- b\n')).toEqual([expect.stringMatching(/^desk\.yaml:1: /)]);
});

test('each mistake has the line on which it stands', () => {
  const text = `
clients:
  - name: Acme
    teir: gold
  - name: Globex
    coverage: all
severity:
  sameWithin: 60
  overrides:
    - when: { name: "*" }
      is: info
      because: noise
sevrity: {}
people:
  - name: Ann
    discord: 400000000000000001
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:4 clients.0.teir: is not known here',
    expect.stringMatching(/^desk\.yaml:6 clients\.1\.coverage: /),
    'desk.yaml:8 severity.sameWithin: a length of time such as 30s, 15m, 1h or 2d',
    'desk.yaml:10 severity.overrides.0.when.name: not a regular expression: write .* where you mean *',
    'desk.yaml:13 sevrity: is not known here',
    'desk.yaml:16 people.0.discord: too long for a number: write it in quotes',
  ]);
});

test('names that point nowhere: systems, tiers, calendars and chats', () => {
  const text = `
people:
  - name: Ann
    chat: A1
    carrier: pigeon
clients:
  - name: Acme
    tier: gold
    channels: ["pigeon:1"]
tiers:
  silver:
    calendar: office
sla:
  calendar: nights
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:5 people.0.carrier: there is no system "carrier"; known are chat, talk, rmm',
    'desk.yaml:8 clients.0.tier: there is no tier "gold" under tiers',
    'desk.yaml:9 clients.0.channels.0: there is no chat "pigeon"; known are chat, talk',
    'desk.yaml:12 tiers.silver.calendar: there is no calendar "office" under calendars',
    'desk.yaml:14 sla.calendar: there is no calendar "nights" under calendars',
  ]);
});

test('turns and templates name people and calendars that are there, and somebody who writes to new senders', () => {
  const text = `
people: [{ name: Ann, email: ann@msp.example }]
tickets:
  assign:
    calendar: nights
    who: [{ name: ANN@msp.example, calendar: days }, { name: Bob }]
  tell:
    - created: hello
    - by: Bob
time: { calendar: evenings }
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:5 tickets.assign.calendar: there is no calendar "nights" under calendars',
    'desk.yaml:6 tickets.assign.who.0.calendar: there is no calendar "days" under calendars',
    'desk.yaml:6 tickets.assign.who.1: there is nobody called "Bob" under people',
    'desk.yaml:8 tickets.tell.0: name under "by" in whose name the sender of a new ticket is written to',
    'desk.yaml:9 tickets.tell.1.by: there is nobody called "Bob" under people',
    'desk.yaml:10 time.calendar: there is no calendar "evenings" under calendars',
  ]);
});

test('rotations and chains name people, calendars, tiers and rotations that are there, and each rotation once', () => {
  const text = `
people: [{ name: Ann, email: ann@msp.example }]
oncall:
  rotations:
    - { name: all, hours: days, layers: [{ people: [Ann, Bob], during: nights }] }
    - { name: all, tiers: [gold], layers: [{ people: [ann@msp.example] }] }
escalation:
  chains:
    - { when: { severity: [critical], tier: gold }, steps: [{ after: 0m, call: [Bob] }, { after: 5m, call: next, rotation: two }] }
  people: [Bob]
stop: { page: { people: [ann@msp.example, Bob] } }
`;
  expect(
    wrong(text)
      .map((line) => line.replace(/^desk.yaml:\d+ /, ''))
      .toSorted(),
  ).toEqual(
    [
      'oncall.rotations.0.hours: there is no calendar "days" under calendars',
      'oncall.rotations.0.layers.0.during: there is no calendar "nights" under calendars',
      'oncall.rotations.0.layers.0.people.1: there is nobody called "Bob" under people',
      'oncall.rotations.1.name: "all" is there twice',
      'oncall.rotations.1.tiers.0: there is no tier "gold" under tiers',
      'escalation.chains.0.when.tier: there is no tier "gold" under tiers',
      'escalation.chains.0.steps.0.call.0: there is nobody called "Bob" under people',
      'escalation.chains.0.steps.1.rotation: there is no rotation "two" under oncall',
      'escalation.people.0: there is nobody called "Bob" under people',
      'stop.page.people.1: there is nobody called "Bob" under people',
    ].toSorted(),
  );
  const alone = 'escalation: { chains: [{ when: { severity: [high] }, steps: [{ after: 0m, call: on-call }] }] }';
  expect(wrong(alone)).toEqual([
    'desk.yaml:1 escalation.chains.0.steps.0.call: nobody is on call: there is no rotation under oncall',
  ]);
  const late =
    'escalation: { chains: [{ when: {}, steps: [{ after: 5m, call: channel }, { after: 1m, call: channel }] }] }';
  expect(wrong(late).join()).toContain('steps stand in the order of their time');
});

test('warnings in another order than they come, and a coordinator whom nobody knows', () => {
  const text = `
people: [{ name: Ann, email: ann@msp.example }]
sla:
  warnAt: [90, 75, 90]
  coordinator: { people: [Ann, Bob] }
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:4 sla.warnAt.1: 75 comes after 90: write [75, 90]',
    'desk.yaml:5 sla.coordinator.people.1: there is nobody called "Bob" under people',
  ]);
  expect(wrong('sla: { warnAt: [0, 100] }').map((line) => line.split(': ')[0])).toEqual([
    'desk.yaml:1 sla.warnAt.0',
    'desk.yaml:1 sla.warnAt.1',
  ]);
});

test('a name that the language itself knows is no tier and no calendar', () => {
  expect(wrong('clients: [{ name: Acme, tier: constructor }]\nsla: { calendar: toString }')).toHaveLength(2);
});

test('quiet hours that never begin or never end, and holidays of nowhere, are said', () => {
  expect(
    wrong(`calendars:
  day: { always: true }
  office: { week: { monday: [{ from: '08:00', to: '17:00' }] }, public: { country: XX } }
quiet:
  - { to: ['slack:C1'], calendar: day }
  - { to: ['slack:C2'] }
  - { to: ['slack:C3'], hours: [{ from: '07:00', to: '20:00' }, { from: '19:00', to: '07:00' }] }
  - { calendar: office }
  - { calendar: office }
`)
      .filter((line) => !line.includes('.to.'))
      .map((line) => line.split(': ')[0]),
  ).toEqual([
    'desk.yaml:3 calendars.office.public.country',
    'desk.yaml:5 quiet.0.calendar',
    'desk.yaml:6 quiet.1',
    'desk.yaml:7 quiet.2.hours',
    'desk.yaml:9 quiet.4',
  ]);
  expect(
    wrong(`calendars: { office: { week: { monday: [{ from: '08:00', to: '17:00' }] }, public: { country: DE } } }
quiet: [{ calendar: office }]
`),
  ).toEqual([]);
});

test('an exception that is no holiday is said with its line; any kind of holiday is one, by its date or in either language', () => {
  const calendar = (except: string): string =>
    `calendars:\n  office:\n    public:\n      country: DE\n      state: BY\n      except:\n${except}`;
  expect(
    wrong(calendar("        - Neujar\n        - Neujahr\n        - '2026-12-25'\n        - '2026-12-27'\n")),
  ).toEqual([
    'desk.yaml:7 calendars.office.public.except.0: no holiday there is called "Neujar", in English or in its own language, or falls on that date',
    'desk.yaml:10 calendars.office.public.except.3: no holiday there is called "2026-12-27", in English or in its own language, or falls on that date',
  ]);
  expect(wrong(calendar("        - ' new  YEAR'S day'\n".replace("R'S", "R''S")))).toEqual([]);
  expect(wrong(calendar("        - Heiliger Abend\n        - '2019-01-06'\n"))).toEqual([]);
});

test('names that point nowhere are told beside what cannot be read, but not of a part that cannot be read itself', () => {
  const text = `
clients:
  - { name: Acme, tier: gold }
sla: { calendar: nights }
tiers: { gold: { speed: 9 } }
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:4 sla.calendar: there is no calendar "nights" under calendars',
    'desk.yaml:5 tiers.gold.speed: is not known here',
  ]);
});

test('two people with one address, and a channel of two clients, are mistakes', () => {
  const text = `
people:
  - { name: Ann, email: ann@msp.example }
  - { name: Anna, email: ANN@msp.example }
clients:
  - { name: Acme, channels: ["chat:1"] }
  - { name: Globex, channels: ["chat:1"] }
digests:
  - { to: ["talk:9"], at: "08:00" }
`;
  expect(wrong(text, ['chat'])).toEqual([
    'desk.yaml:4 people.1: "ann@msp.example" is there twice',
    "desk.yaml:7 clients.1.channels.0: this channel is Acme's alone already",
    'desk.yaml:9 digests.0.to.0: talk is not switched on, so nothing would arrive there',
  ]);
});

test('the schema for editors holds every part, and asks for none', () => {
  const schema = JSON.parse(settingsSchema()) as { properties: object; required?: string[] };
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['people', 'clients', 'tiers', 'routes', 'severity', 'calendars', 'sla', 'digests']),
  );
  expect(schema.required).toBeUndefined();
});

test('maintenance windows about nothing, that never hold, or of nobody, each on its line', () => {
  const rest = 'owner: Ann, reason: patches';
  const text = `people: [{ name: Ann, email: ann@msp.example }]
maintenance:
  - { site: HQ, from: 2026-12-05 22:00, to: 2026-12-06 02:00, ${rest} }
  - { client: Acme, from: 2026-12-05 22:00, to: 2026-12-05 02:00, ${rest} }
  - { client: Acme, every: [sunday], from: 22:00, to: 2026-12-05 02:00, ${rest} }
  - { client: Acme, from: 2026-12-05 22:00, to: 2026-12-06 02:00, owner: ben@msp.example, reason: x }
  - { client: Acme, from: 2026-12-07 22:00, to: 2026-12-08 02:00, ${rest} }
  - { client: Acme, from: 2026-12-07 22:00, to: 2026-12-08 02:00, ${rest} }
`;
  expect(wrong(text)).toEqual([
    'desk.yaml:3 maintenance.0.site: add the client of this site: sites of several clients may have the same name',
    'desk.yaml:4 maintenance.1.to: is not after 2026-12-05 22:00',
    'desk.yaml:5 maintenance.2.to: with "every" this is a time alone, such as 22:00',
    'desk.yaml:6 maintenance.3.owner: there is nobody called "ben@msp.example" under people',
    'desk.yaml:8 maintenance.5: the same window is there twice',
  ]);
  const broken = `maintenance:\n  - { client: Acme, every: [someday], from: 25:00, to: 26:00, ${rest} }\n`;
  expect(wrong(broken).map((line) => line.split(': ')[0])).toEqual([
    'desk.yaml:2 maintenance.0.every.0',
    'desk.yaml:2 maintenance.0.from',
    'desk.yaml:2 maintenance.0.to',
  ]);
});
