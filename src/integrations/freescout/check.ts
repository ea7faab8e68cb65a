import type { Check } from '../../desk/check.ts';
import { SystemError } from '../../desk/errors.ts';
import { newestChange } from './api-list.ts';
import type { Client } from './client.ts';
import type { Reader } from './reader.ts';
import { ApiWebhook } from './api-schema.ts';

/** Turns what a check throws into a line of its own. */
export async function tried(what: string, look: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await look();
  } catch (error) {
    const says = error instanceof SystemError ? error.message : 'failed in a way that is not known here';
    return [{ what, state: 'bad', says }];
  }
}

/** Is this the official module, and is the key right? The free look-alike has the same name and another API. */
export async function checkApi(client: Client): Promise<Check[]> {
  const what = 'FreeScout API';
  const answer = await client.probe('/api/mailboxes');
  const found = typeof answer.body === 'object' && answer.body !== null && '_embedded' in answer.body;
  if (answer.status === 200 && found) return [{ what, state: 'good', says: 'the API & Webhooks module answers' }];
  const bad = (says: string, mend: string): Check[] => [{ what, state: 'bad', says, mend }];
  if (answer.status === 401 || answer.status === 403) {
    return bad(
      `the key is not accepted (${answer.status})`,
      'Copy the key from Manage → API & Webhooks into FREESCOUT_API_KEY.',
    );
  }
  const alike = await client.probe('/api/v1/mailboxes');
  if (alike.status !== 404 && alike.body !== undefined) {
    return bad(
      'another module of the same name is installed, whose API is a different one',
      'Install the official "API & Webhooks" module, or leave FREESCOUT_API_KEY empty and set FREESCOUT_DATABASE_URL.',
    );
  }
  if (answer.status === 404) {
    return bad(
      'there is no API at this address (404)',
      'Check FREESCOUT_URL, and install and activate the official "API & Webhooks" module.',
    );
  }
  return bad(
    `the address answered, but not as FreeScout does (${answer.status})`,
    'Check FREESCOUT_URL, and what stands in front of FreeScout: a log-in page or a proxy.',
  );
}

const MINUTE = 60_000;

/** The API tells instants; only where the clocks are changed does it matter in which zone they are stored. */
export async function checkClock(client: Client, zone: string, now: number): Promise<Check[]> {
  const what = 'FREESCOUT_TIMEZONE';
  const query = { state: 'published', sortField: 'updatedAt', sortOrder: 'desc', pageSize: '1' };
  const ahead = newestChange((await client.conversations(query)).rows) - now;
  if (ahead < 10 * MINUTE) return [{ what, state: 'good', says: `is ${zone}; the API tells its times in UTC` }];
  const says = `is ${zone}; by the API the newest change is ${Math.round(ahead / MINUTE)} minutes in the future`;
  return [
    {
      what,
      state: 'bad',
      says,
      mend: 'Check the clock of the machine of FreeScout, and APP_TIMEZONE in its .env file.',
    },
  ];
}

/** Every open ticket must be readable; those that are not are named. */
export async function checkTickets(reader: Reader): Promise<Check[]> {
  const what = 'FreeScout tickets';
  const open = [...(await reader.open())];
  const broken = open.filter(([, one]) => one === 'unreadable').map(([row]) => row);
  if (broken.length === 0) return [{ what, state: 'good', says: `${open.length} open tickets can be read` }];
  const says = `${broken.length} of ${open.length} open tickets cannot be read: ${broken.slice(0, 10).join(', ')}`;
  return [
    { what, state: 'bad', says, mend: 'Open them in FreeScout and look for what is odd; they are shown nowhere.' },
  ];
}

/** With its secret and a route that FreeScout is able to call, a change is heard at once. */
export async function checkWebhooks(client: Client | undefined, hasSecret: boolean): Promise<Check[]> {
  const what = 'FreeScout webhooks';
  if (!hasSecret) {
    const says = 'FREESCOUT_WEBHOOK_SECRET is not set: changes are seen at the next poll only';
    const mend =
      'Copy the secret key from Manage → API & Webhooks, and add a webhook to <PUBLIC_URL>/webhooks/freescout.';
    return [{ what, state: 'warning', says, mend }];
  }
  if (!client) return [{ what, state: 'good', says: 'the secret is set' }];
  const listed = await client.all('webhooks').catch((error: unknown) => {
    if (error instanceof SystemError && error.status === 404) return undefined;
    throw error;
  });
  if (!listed) return [{ what, state: 'good', says: 'the secret is set; this module does not tell what it calls' }];
  const hooks = listed.map((json) => ApiWebhook.safeParse(json).data);
  const ours = hooks.filter((hook) => hook !== undefined).filter((hook) => hook.url.includes('/webhooks/freescout'));
  if (ours.length === 0) {
    const says = 'the secret is set, but FreeScout calls no address that ends in /webhooks/freescout';
    return [
      { what, state: 'warning', says, mend: 'Add a webhook to <PUBLIC_URL>/webhooks/freescout, with all events.' },
    ];
  }
  return ours.flatMap((hook) => hookChecks(what, hook));
}

function hookChecks(what: string, hook: ApiWebhook): Check[] {
  const checks: Check[] = [];
  if (/^https?:\/\/(\[[^\]]*\]|[^/:]+):\d+/i.test(hook.url)) {
    checks.push({
      what,
      state: 'warning',
      says: 'the address has a port, which FreeScout 1.8.232 to 1.8.235 refuses as if it were no public address',
      mend: 'Give Deskbell a name on port 443 or 80 behind a reverse proxy, and list the name and its IP address in APP_REMOTE_HOST_WHITE_LIST.',
    });
  }
  if (hook.lastRunError !== '') {
    checks.push({
      what,
      state: 'warning',
      says: `FreeScout's last call failed: ${hook.lastRunError.slice(0, 200)}`,
      mend: 'Check that FreeScout reaches PUBLIC_URL; for a private address see APP_REMOTE_HOST_WHITE_LIST.',
    });
  }
  return checks.length > 0 ? checks : [{ what, state: 'good', says: 'FreeScout calls Deskbell' }];
}
