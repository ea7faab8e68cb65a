import { expect, test } from 'vitest';
import type { FreescoutStandIn } from '../../sandbox/freescout/index.ts';
import { PASSWORD } from '../../sandbox/freescout/people.ts';
import { freescoutFor, ticket, threads } from './freescout-client.ts';

const mail = { from: 'dana@acme.example', subject: 'Printer on fire', body: 'It smokes.' };

interface Browser {
  get(path: string): Promise<{ status: number; location: string | null; text: string; token: string }>;
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  ajax(form: Record<string, string | number>): Promise<{ status: number; body: unknown }>;
  logIn(email: string, password?: string): Promise<string | null>;
}

/** A browser that keeps its cookie and follows nothing. */
function browserFor(freescout: FreescoutStandIn): Browser {
  let cookie = '';
  async function go(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(`${freescout.url}${path}`, { ...init, headers, redirect: 'manual' });
    cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie;
    return response;
  }
  const browser: Browser = {
    async get(path) {
      const response = await go(path, { headers: { accept: 'text/html' } });
      const text = await response.text();
      const token = /name="csrf-token" content="(\w*)"/.exec(text)?.[1] ?? '';
      return { status: response.status, location: response.headers.get('location'), text, token };
    },
    post: (path, form, headers = {}) => go(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    async ajax(form) {
      const { token } = await browser.get('/');
      const texts = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]));
      const headers = { 'x-csrf-token': token, 'x-requested-with': 'XMLHttpRequest' };
      const response = await browser.post('/conversation/ajax', texts, headers);
      return { status: response.status, body: await response.json() };
    },
    async logIn(email, password = PASSWORD) {
      const { token } = await browser.get('/login');
      const response = await browser.post('/login', { _token: token, email, password });
      return response.headers.get('location');
    },
  };
  return browser;
}

test('a login needs the token of its form; a wrong password or a robot comes back to the form', async () => {
  const freescout = await freescoutFor();
  const browser = browserFor(freescout);
  const ann = { email: 'ann@msp.example', password: PASSWORD };
  expect((await browser.post('/login', { ...ann, _token: 'guess' })).status).toBe(419);
  expect(await browser.logIn('ann@msp.example', 'wrong')).toBe('/login');
  expect(await browser.logIn('fs1@example.org')).toBe('/login');
  expect(await browser.logIn('ann@msp.example')).toBe('/');
  expect((await browser.get('/')).status).toBe(200);
});

test('the token changes with the login, and a session ends after two hours', async () => {
  const freescout = await freescoutFor();
  const browser = browserFor(freescout);
  const { token } = await browser.get('/login');
  await browser.post('/login', { _token: token, email: 'ben@msp.example', password: PASSWORD });
  const stale = { 'x-csrf-token': token, 'x-requested-with': 'XMLHttpRequest' };
  expect((await browser.post('/conversation/ajax', {}, stale)).status).toBe(419);
  const fresh = { ...stale, 'x-csrf-token': (await browser.get('/')).token };
  expect((await browser.post('/conversation/ajax', {}, fresh)).status).toBe(200);
  freescout.advance(121 * 60_000);
  expect((await browser.post('/conversation/ajax', {}, fresh)).status).toBe(419);
  expect(await browser.get('/')).toMatchObject({ status: 302, location: '/login' });
});

test('without a login a script gets 401', async () => {
  const freescout = await freescoutFor();
  const browser = browserFor(freescout);
  const { token } = await browser.get('/login');
  const headers = { 'x-csrf-token': token, 'x-requested-with': 'XMLHttpRequest' };
  const response = await browser.post('/conversation/ajax', {}, headers);
  expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthenticated.' }]);
});

test('a claim works once; errors are answers with 200', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const browser = browserFor(freescout);
  await browser.logIn('ben@msp.example');
  const claim = { action: 'conversation_change_user', conversation_id: id, user_id: 2 };
  expect(await browser.ajax(claim)).toEqual({
    status: 200,
    body: { status: 'success', msg: 'Assignee updated', redirect_url: `/conversation/${id}` },
  });
  expect(await browser.ajax(claim)).toEqual({ status: 200, body: { status: 'error', msg: 'Assignee already set' } });
  expect(await browser.ajax({ ...claim, conversation_id: 999 })).toEqual({
    status: 200,
    body: { status: 'error', msg: 'Conversation not found' },
  });
  await browser.ajax({ ...claim, user_id: -1 });
  expect((await ticket(freescout, id)).assignee).toBe(null);
});

test('permissions count here: of the actor, of the assignee, and for deleting', async () => {
  const freescout = await freescoutFor();
  const project = await freescout.customerMail({ ...mail, mailbox: 'Projects' });
  const cara = browserFor(freescout);
  await cara.logIn('cara@msp.example');
  const ben = browserFor(freescout);
  await ben.logIn('ben@msp.example');
  const refused = { status: 200, body: { status: 'error', msg: 'Not enough permissions' } };
  const claim = { action: 'conversation_change_user', conversation_id: project };
  expect(await cara.ajax({ ...claim, user_id: 3 })).toEqual(refused);
  expect(await cara.ajax({ ...claim, user_id: 2 })).toEqual(refused);
  expect(await cara.ajax({ action: 'conversation_change_status', conversation_id: project, status: 3 })).toEqual(
    refused,
  );
  expect(await ben.ajax({ ...claim, user_id: 3 })).toEqual(refused);
  expect(await ben.ajax({ action: 'delete_conversation', conversation_id: project })).toEqual(refused);
  expect((await cara.get(`/conversation/${project}`)).status).toBe(403);
  await freescout.disableUser(2);
  expect(await ben.get('/')).toMatchObject({ status: 302, location: '/login' });
});

test('status and note', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail(mail);
  const browser = browserFor(freescout);
  await browser.logIn('ben@msp.example');
  const status = { action: 'conversation_change_status', conversation_id: id };
  expect((await browser.ajax({ ...status, status: 1 })).body).toEqual({ status: 'error', msg: 'Status already set' });
  expect((await browser.ajax({ ...status, status: 9 })).body).toEqual({ status: 'error', msg: 'Incorrect status' });
  expect((await browser.ajax({ ...status, status: 3 })).body).toMatchObject({ status: 'success' });
  const form = { action: 'send_reply', conversation_id: id, mailbox_id: 1, status: 3, user_id: -1 };
  expect((await browser.ajax({ ...form, is_note: 1, body: '' })).body).toMatchObject({ status: 'error' });
  expect((await browser.ajax({ ...form, is_note: 1, body: 'Logged 15 minutes' })).body).toMatchObject({
    status: 'success',
  });
  expect((await threads(freescout, id)).map((thread) => thread.type)).toEqual(['customer', 'lineitem', 'note']);
  expect(await ticket(freescout, id)).toMatchObject({ status: 'closed', closedBy: 2, assignee: null });
});

test('a deep link goes by id, corrects its folder, and shows a hostile mail as text', async () => {
  const freescout = await freescoutFor();
  const id = await freescout.customerMail({ ...mail, subject: '<script>alert(1)</script>' });
  const browser = browserFor(freescout);
  expect(await browser.get(`/conversation/${id}`)).toMatchObject({ status: 302, location: '/login' });
  await browser.logIn('cara@msp.example', 'wrong');
  expect(await browser.logIn('cara@msp.example')).toBe(`/conversation/${id}`);
  expect(await browser.get(`/conversation/${id}?folder_id=6`)).toMatchObject({
    status: 302,
    location: `/conversation/${id}?folder_id=1`,
  });
  const shown = await browser.get(`/conversation/${id}?folder_id=1`);
  expect([shown.status, shown.text.includes('<script')]).toEqual([200, false]);
  expect((await browser.get('/conversation/5001')).status).toBe(404);
});
