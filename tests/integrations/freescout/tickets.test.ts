import { describe, expect, test } from 'vitest';
import { type Connected, connected, type Mode } from './desk.ts';

const modes: Mode[] = ['api', 'database'];

async function mail(desk: Connected, body = 'The printer burns'): Promise<number> {
  return desk.freescout.customerMail({ from: 'dana@acme.example', subject: 'Printer', body });
}

describe.each(modes)('by the %s', (mode) => {
  test('a mail becomes a ticket with facts that a customer may see', async () => {
    await using desk = await connected(mode);
    await desk.poll();
    const id = await mail(desk, 'The <printer> burns & smokes');
    const createdAt = Date.parse(desk.freescout.tickets()[0]?.createdAt ?? '');

    const { byRow, openAtSource } = await desk.poll();

    expect({ byRow, openAtSource }).toEqual({
      byRow: {
        [id]: {
          state: 'there',
          facts: {
            number: String(id),
            subject: 'Printer',
            status: 'active',
            mailbox: { id: '1', name: 'Support' },
            channel: 'email',
            customer: { name: 'Dana Frost', email: 'dana@acme.example' },
            preview: 'The <printer> burns & smokes',
            attachments: 0,
            createdAt,
            updatedAt: createdAt,
            lastCustomerAt: createdAt,
            lastReplyFrom: 'customer',
            awaitsResponse: true,
            links: [{ label: 'Open in FreeScout', url: `${desk.freescout.url}/conversation/${id}` }],
          },
        },
      },
      openAtSource: 1,
    });
  });
});
