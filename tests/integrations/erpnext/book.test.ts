import { expect, test } from 'vitest';
import { system } from '../../../src/integrations/erpnext/index.ts';
import { nocked } from '../nocked.ts';

const scope = nocked('https://erp.msp.example');
const environment = system.environment.parse({
  ERPNEXT_URL: 'https://erp.msp.example/',
  ERPNEXT_API_KEY: 'KEY',
  ERPNEXT_API_SECRET: 'SECRET',
});

function book() {
  const { timeBook } = system.connect(environment, Date.now);
  if (!timeBook) throw new Error('ERPNext is a time book');
  return timeBook;
}

function customers(from: number, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const name = `CUST-${String(from + index).padStart(5, '0')}`;
    return { name, customer_name: `Customer ${from + index}` };
  });
}

test('all active customers come, page by page in a fixed order', async () => {
  const query = (start?: number) => ({
    fields: '["name","customer_name"]',
    limit_page_length: '500',
    filters: '[["disabled","=",0]]',
    order_by: 'name asc',
    ...(start ? { limit_start: String(start) } : {}),
  });
  const options = { reqheaders: { authorization: 'token KEY:SECRET', accept: 'application/json' } };
  for (const [start, count] of [
    [0, 500],
    [500, 500],
    [1000, 1],
  ] as const) {
    scope()
      .get('/api/resource/Customer')
      .matchHeader('authorization', options.reqheaders.authorization)
      .query(query(start))
      .reply(200, { data: customers(start, count) });
  }
  const found = await book().customers();
  expect([found.length, found.at(0), found.at(-1)]).toEqual([
    1001,
    { id: 'CUST-00000', name: 'Customer 0' },
    { id: 'CUST-01000', name: 'Customer 1000' },
  ]);
});

test('no customer really is none; no right and no contact are errors', async () => {
  scope().get('/api/resource/Customer').query(true).reply(200, { data: [] });
  expect(await book().customers()).toEqual([]);
  scope().get('/api/resource/Customer').query(true).reply(403, { exc_type: 'PermissionError' });
  await expect(book().customers()).rejects.toMatchObject({ retry: 'never', status: 403 });
  scope().get('/api/resource/Customer').query(true).reply(502, '<html>', { 'content-type': 'text/html' });
  await expect(book().customers()).rejects.toMatchObject({ retry: 'later', status: 502 });
});

test('an account is found by any of three addresses', async () => {
  scope()
    .get('/api/resource/Employee')
    .query({
      fields: '["name","employee_name"]',
      limit_page_length: '3',
      filters: '[["status","=","Active"]]',
      or_filters:
        '[["user_id","=","ann@msp.example"],["company_email","=","ann@msp.example"],["personal_email","=","ann@msp.example"]]',
      order_by: 'name asc',
    })
    .reply(200, { data: [{ name: 'HR-EMP-00007', employee_name: 'Ann Baker' }] });
  expect(await book().account(' ann@msp.example ')).toEqual({ id: 'HR-EMP-00007', name: 'Ann Baker' });
});

test('nobody is undefined, two are an error, and an empty address is not asked about', async () => {
  scope().get('/api/resource/Employee').query(true).reply(200, { data: [] });
  expect([await book().account('dan@msp.example'), await book().account(' ')]).toEqual([undefined, undefined]);
  const two = [{ name: 'HR-EMP-00007' }, { name: 'HR-EMP-00008' }];
  scope().get('/api/resource/Employee').query(true).reply(200, { data: two });
  await expect(book().account('ann@msp.example')).rejects.toMatchObject({ retry: 'never' });
});

test.each([
  { ERPNEXT_URL: 'erp.msp.example' },
  { ERPNEXT_API_KEY: '' },
  { ERPNEXT_API_SECRET: 'two:parts' },
  { ERPNEXT_TIMEZONE: 'Middle/Earth' },
])('%j is a mistake', (wrong) => {
  const result = system.environment.safeParse({ ...environment, ...wrong });
  expect(result.error?.issues.map((issue) => issue.path.join())).toEqual(Object.keys(wrong));
});
