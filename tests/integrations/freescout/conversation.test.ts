import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Passage } from '../../../src/desk/ticket/conversation.ts';
import type { Conversations, Integration } from '../../../src/integrations/contract.ts';
import { connectFreescout } from '../../../src/integrations/freescout/index.ts';
import { Environment } from '../../../src/integrations/freescout/schema.ts';
import { ANN, API_KEY, BEN, type Connected, connected, ROBOT } from './desk.ts';
import { GRANTS, limitedLogin } from './limited-login.ts';

let desk: Connected;
let ways: Record<'api' | 'database', Integration>;
let id: number;

/** The same FreeScout by one way alone. */
function only(environment: Record<string, string>): Integration {
  const { url, world } = desk.freescout;
  return connectFreescout(
    Environment.parse({ FREESCOUT_URL: url, FREESCOUT_TIMEZONE: world.zone, ...environment }),
    () => desk.freescout.now(),
  );
}

function part(integration: Integration): Conversations {
  if (!integration.conversations) throw new Error('conversations are read by every way');
  return integration.conversations;
}

beforeAll(async () => {
  desk = await connected('both', { timezone: 'Europe/Berlin' });
  ways = {
    api: only({ FREESCOUT_API_KEY: API_KEY }),
    database: only({ FREESCOUT_DATABASE_URL: desk.database }),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(ways).map((one) => one.close()));
  await desk[Symbol.asyncDispose]();
});
beforeEach(async () => {
  desk.freescout.clearFaults();
  id = await desk.mail('Printer', '<p>It <b>burns</b></p><p>Dana</p>');
});

async function read(way: keyof typeof ways, row = id): Promise<readonly Passage[]> {
  return (await part(ways[way]).read(String(row)))?.passages ?? [];
}

/** Voice, author and text of each, the same by both ways. */
async function told(row = id): Promise<string[]> {
  const [api, database] = [await read('api', row), await read('database', row)];
  const facts = ({ id: thread, voice, author, at, text, quoted, copies }: Passage): unknown => {
    return { thread, voice, author, at, text, quoted, copies };
  };
  expect(database.map(facts)).toEqual(api.map(facts));
  return api.map(({ voice, author, text }) => `${voice} ${author}: ${text}`);
}

test('customer, staff and notes are told apart, with who wrote what and when, oldest first', async () => {
  desk.wait(5);
  const note = await desk.freescout.agentNote(id, ANN, '<blockquote>Old one</blockquote>Check the <i>fuse</i>');
  desk.wait(5);
  await desk.freescout.agentReply(id, BEN, 'Turn it off', { cc: ['boss@acme.example'] });
  desk.wait(5);
  await desk.freescout.customerReply(id, 'Done &amp; dusted<br>Thanks', { cc: ['it@acme.example'] });
  expect(await told()).toEqual([
    'customer Dana Frost: It burns\n\nDana',
    'note Ann Baker: > Old one\n\nCheck the fuse',
    'staff Ben Cole: Turn it off',
    'customer Dana Frost: Done & dusted\nThanks',
  ]);
  const passages = await read('database');
  expect(passages.map(({ copies }) => copies)).toEqual([
    undefined,
    undefined,
    ['boss@acme.example'],
    ['it@acme.example'],
  ]);
  expect(passages[1]).toMatchObject({ id: String(note), at: desk.writtenAt(id, note) });
});

test('its head says number, subject and status, and when it was asked for', async () => {
  await desk.freescout.agentStatus(id, ANN, 'pending');
  const before = desk.freescout.now();
  for (const way of ['api', 'database'] as const) {
    const conversation = await part(ways[way]).read(String(id));
    expect(conversation).toMatchObject({ row: String(id), number: String(id), subject: 'Printer', status: 'pending' });
    expect((conversation?.readAt ?? 0) - before).toBeLessThan(2_000);
  }
});

test('the history is short sentences', async () => {
  const { freescout } = desk;
  const other = await desk.mail('Other');
  const steps = [
    () => freescout.agentClaim(id, BEN),
    () => freescout.agentAssign(id, ANN, BEN),
    () => freescout.agentUnassign(id, ANN),
    () => freescout.agentStatus(id, ANN, 'pending'),
    () => freescout.agentStatus(id, ANN, 'closed'),
    () => freescout.agentStatus(id, ANN, 'active'),
    () => freescout.move(id, 'Projects', ANN),
    () => freescout.trash(id, ANN),
    () => freescout.restore(id, ANN),
    () => freescout.merge(id, other, BEN),
  ];
  for (const step of steps) {
    desk.wait(2);
    await step();
  }
  const events = (await told()).filter((line) => line.startsWith('event'));
  expect(events).toEqual([
    'event Ben Cole: Ben Cole took it',
    'event Ann Baker: Ann Baker assigned it to Ben Cole',
    'event Ann Baker: Ann Baker gave it back to nobody',
    'event Ann Baker: Ann Baker set it to pending',
    'event Ann Baker: Ann Baker closed it',
    'event Ann Baker: Ann Baker made it active',
    'event Ann Baker: Ann Baker moved it here from another mailbox',
    'event Ann Baker: Ann Baker deleted it',
    'event Ann Baker: Ann Baker restored it',
    'event Ben Cole: Ben Cole merged another ticket into it',
  ]);
  expect(await told(other)).toEqual([
    `event Ben Cole: Ben Cole merged it into #${id}`,
    'event Ben Cole: Ben Cole deleted it',
  ]);
});

test('drafts, hidden ones and replies that were taken back are left out', async () => {
  await desk.freescout.draft(id, ANN, 'Not yet');
  const undone = await desk.freescout.agentReply(id, ANN, 'Wrong window');
  await desk.freescout.undoReply(undone);
  const hidden = await desk.freescout.agentNote(id, ANN, 'Hidden');
  const { threads } = desk.freescout.world;
  for (const row of threads.where((one) => one.id === hidden)) threads.save({ ...row, state: 3 });
  await desk.freescout.rawUpdate(id, {});
  expect(await told()).toEqual(['customer Dana Frost: It burns\n\nDana']);
});

test('the mail that is answered stands apart; an answer between its lines is quoted with all of it', async () => {
  desk.wait(5);
  await desk.freescout.customerReply(
    id,
    '<div>Still smokes</div><div class="gmail_quote"><div>On Mon Ann wrote:</div><blockquote>Turn it off</blockquote></div>',
  );
  desk.wait(5);
  await desk.freescout.customerReply(
    id,
    '<blockquote>Is it on?</blockquote><p>No</p><blockquote>Why?</blockquote><p>Fire</p>',
  );
  desk.wait(5);
  await desk.freescout.customerReply(id, '<blockquote>Nothing of my own</blockquote>');
  await told();
  const [, top, between, none] = await read('api');
  expect([top?.text, top?.quoted]).toEqual(['Still smokes', 'On Mon Ann wrote:\n\n> Turn it off']);
  expect([between?.text, between?.quoted]).toEqual(['No\n\nFire', '> Is it on?\n\nNo\n\n> Why?\n\nFire']);
  expect([none?.text, none?.quoted]).toEqual(['> Nothing of my own', undefined]);
});

test('files have a name and a size, an address by the API alone; pictures inside the text are none', async () => {
  const file = (fileName: string, mimeType: string) => ({
    fileName,
    mimeType,
    data: Buffer.from('12345').toString('base64'),
  });
  const attachments = [file('log.txt', 'text/plain'), file('logo.png', 'image/png')];
  id = await desk.freescout.customerMail({ from: 'eli@acme.example', subject: 'x', body: 'See log', attachments });
  const { world, url } = desk.freescout;
  const picture = world.attachments.first((row) => row.file_name === 'logo.png' && row.embedded === 0);
  const thread = world.threads.get(picture?.thread_id ?? 0);
  if (!picture || !thread) throw new Error('the mail has a picture');
  world.attachments.save({ ...picture, embedded: 1 });
  const source = `${url}/storage/attachment/${picture.file_dir}logo.png?id=${picture.id}&token=x`;
  world.threads.save({ ...thread, body: `See log <img src="${source}">` });
  await desk.freescout.rawUpdate(id, {});
  const [api] = await read('api');
  expect(api).toMatchObject({ text: 'See log', attachments: [{ name: 'log.txt', size: 5 }] });
  const answer = await fetch(api?.attachments[0]?.url ?? '');
  expect([answer.status, await answer.text()]).toEqual([200, '12345']);
  expect((await read('database'))[0]?.attachments).toEqual([{ name: 'log.txt', size: 5 }]);
});

test('what could not be delivered is marked where the database knows', async () => {
  const thread = await desk.freescout.agentReply(id, ANN, 'Hello?');
  const { threads } = desk.freescout.world;
  for (const row of threads.where((one) => one.id === thread)) threads.save({ ...row, send_status: 5 });
  await desk.freescout.rawUpdate(id, {});
  const both = (await part(desk.integration).read(String(id)))?.passages ?? [];
  expect([both, await read('database'), await read('api')].map((list) => list.map((one) => one.undelivered))).toEqual([
    [undefined, true],
    [undefined, true],
    [undefined, undefined],
  ]);
});

test('what Deskbell wrote bears no mark for readers, and is no word of the customer', async () => {
  const ticket = await desk.integration.ticketBook?.make(
    { mailbox: { id: '1', name: 'Support' }, contact: 'dana@acme.example', subject: 'No DNS', text: 'DC01 is silent' },
    { key: 'made', number: 1, since: desk.freescout.now() },
  );
  const row = Number(ticket?.is === 'made' ? ticket.readBack.row : 0);
  desk.wait(2);
  await desk.writeBack.write({ verb: 'note', on: String(row), text: 'On it', by: '2' }, { key: 'n', number: 1 });
  desk.wait(2);
  await desk.writeBack.write({ verb: 'reply', row: String(row), text: 'We look', by: '2' }, { key: 'r', number: 1 });
  expect(await told(row)).toEqual(['note Deskbell: DC01 is silent', 'note Ben Cole: On it', 'staff Ben Cole: We look']);
});

test('hostile and odd text stays text', async () => {
  await desk.freescout.customerReply(
    id,
    '<script>alert(1)</script><style>p{}</style><p>&lt;!channel&gt; \u202Ekcab</p>',
    {
      from: 'new@else.example',
    },
  );
  await desk.freescout.agentReply(id, ROBOT, 'Automatic');
  expect(await told()).toEqual([
    'customer Dana Frost: It burns\n\nDana',
    'customer new@else.example: <!channel> kcab',
    'staff Workflow: Automatic',
  ]);
});

test('there is none for a draft, for what is gone and for what never was; the trash can be read', async () => {
  const gone = await desk.mail();
  await desk.freescout.deleteForever(gone);
  await desk.freescout.trash(id, ANN);
  for (const way of ['api', 'database'] as const) {
    const ask = (row: string): Promise<unknown> => part(ways[way]).read(row);
    expect([await ask(String(gone)), await ask('987654'), await ask('x')]).toEqual([undefined, undefined, undefined]);
    expect(await read(way)).toHaveLength(2);
  }
});

test('without the module a ticket is not called gone, and nonsense is a failure', async () => {
  await using bare = await connected('api', { apiModule: false });
  await expect(bare.integration.conversations?.read('1')).rejects.toMatchObject({ retry: 'never', status: 404 });
  const action = {
    do: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { odd: 1 },
  } as const;
  desk.freescout.fail({ path: '.', action });
  await expect(part(ways.api).read(String(id))).rejects.toMatchObject({ system: 'freescout', retry: 'later' });
  await expect(part(ways.api).contact('dana@acme.example')).rejects.toMatchObject({ system: 'freescout' });
});

describe('a contact', () => {
  const file = { id: expect.any(String), name: 'Dana Frost', company: 'Acme' };

  test('has a name, addresses, telephones and a company, however the address is typed', async () => {
    const { customers, emails } = desk.freescout.world;
    const dana = emails.first((row) => row.email === 'dana@acme.example')?.customer_id ?? 0;
    emails.insert({ customer_id: dana, email: 'dana@home.example', type: 2 });
    const phones = JSON.stringify([
      { value: '+1 555 0100', type: 1, n: '15550100' },
      { value: '', type: 4, n: '' },
    ]);
    for (const row of customers.where((one) => one.id === dana))
      customers.save({ ...row, phones, job_title: 'Office' });
    await desk.freescout.rawUpdate(id, {});
    const whole = { ...file, emails: ['dana@acme.example', 'dana@home.example'], phones: ['+1 555 0100'] };
    for (const email of ['dana@acme.example', ' DANA@home.example '])
      expect([await part(ways.api).contact(email), await part(ways.database).contact(email)]).toEqual([
        { ...whole, title: 'Office' },
        whole,
      ]);
  });

  test.each(['', 'nobody@acme.example', '%', "' OR 1=1 --"])('nobody has the address %j', async (email) => {
    expect([await part(ways.api).contact(email), await part(ways.database).contact(email)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('without the right to read more there is a name, and a conversation without its files', async () => {
    await using login = await limitedLogin(desk.database, GRANTS);
    const limited = only({ FREESCOUT_DATABASE_URL: login.address });
    const { company: _company, ...names } = file;
    expect(await part(limited).contact('dana@acme.example')).toMatchObject({ ...names, phones: [] });
    expect((await part(limited).read(String(id)))?.passages).toHaveLength(1);
    await limited.close();
  });
});
