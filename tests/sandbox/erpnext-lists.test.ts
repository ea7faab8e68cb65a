import { expect, test } from 'vitest';
import { erpnextForTest, messages, sheet, type Body } from './erpnext-client.ts';

/** Three sheets of an hour, a half and a quarter, on three days; the last without a note. */
async function threeSheets(version: 14 | 15 | 16 = 15) {
  const world = await erpnextForTest({ settings: { version } });
  const ends = ['10:00', '09:30', '09:15'];
  for (const [index, end] of ends.entries()) {
    const day = `2026-11-2${index + 1}`;
    const note = index < 2 ? { note: `Note ${index + 1}` } : {};
    const made = await world.create(sheet(`${day} 09:00:00`, `${day} ${end}:00`, {}, note));
    expect(made.status).toBe(200);
  }
  const hours = async (filters: unknown[], more: Record<string, unknown> = {}) => {
    const rows = await world.list('Timesheet', { fields: ['total_hours'], order_by: 'name asc', filters, ...more });
    return rows.map((row) => row['total_hours']);
  };
  return { ...world, hours };
}

test('every operator compares as the database does', async () => {
  const { hours } = await threeSheets();
  const by = async (operator: string, value: unknown, field = 'total_hours') => hours([[field, operator, value]]);
  expect(await by('=', 0.5)).toEqual([0.5]);
  expect(await by('!=', '0.5')).toEqual([1, 0.25]);
  expect(await by('>', 0.5)).toEqual([1]);
  expect(await by('>=', 0.5)).toEqual([1, 0.5]);
  expect(await by('<', 0.5)).toEqual([0.25]);
  expect(await by('<=', 0.5)).toEqual([0.5, 0.25]);
  expect(await by('in', [1, 0.25])).toEqual([1, 0.25]);
  expect(await by('not in', '1, 0.25')).toEqual([0.5]);
  expect(await by('like', 'note _', 'note')).toEqual([1, 0.5]);
  expect(await by('not like', 'NOTE%', 'note')).toEqual([0.25]);
  expect(await by('is', 'set', 'note')).toEqual([1, 0.5]);
  expect(await by('is', 'not set', 'note')).toEqual([0.25]);
  expect(await by('!=', 'Note 1', 'note')).toEqual([0.5, 0.25]);
  expect(await by('<', 'z', 'note')).toEqual([1, 0.5]);
  expect(await by('between', ['2026-11-21', '2026-11-22'], 'start_date')).toEqual([1, 0.5]);
});

test('bare days between two stand for whole days where a time is stored', async () => {
  const { hours } = await threeSheets();
  const between = ['Timesheet Detail', 'from_time', 'between', ['2026-11-21', '2026-11-22']];
  expect(await hours([between], { order_by: '' })).toHaveLength(2);
  expect(await hours([['Timesheet Detail', 'from_time', '=', '2026-11-21T09:00:00']], { order_by: '' })).toEqual([1]);
});

test('what is typed with a wild card or a backslash cannot be taken literally', async () => {
  const { erpnext, list } = await erpnextForTest();
  erpnext.addCustomer('A+B (West)');
  const like = async (text: string) => list('Customer', { filters: [['customer_name', 'like', text]] });
  expect(await like('a+b (w%')).toEqual([{ name: 'A+B (West)' }]);
  expect(await like('Acm_')).toEqual([{ name: 'Acme' }]);
  expect(await like(String.raw`Acm\_`)).toEqual([]);
  expect(await like('Acm')).toEqual([]);
});

test('filters are joined by and, those of the other group by or', async () => {
  const { hours } = await threeSheets();
  const filters = [
    ['note', 'is', 'set'],
    ['total_hours', '<', 1],
  ];
  expect(await hours(filters)).toEqual([0.5]);
  const or_filters = [
    ['total_hours', '=', 1],
    ['total_hours', '=', 0.25],
  ];
  expect(await hours([], { or_filters })).toEqual([1, 0.25]);
  expect(await hours([['note', 'is', 'set']], { or_filters })).toEqual([1]);
});

test('a field or an operator that is not there is refused', async () => {
  const { call } = await erpnextForTest();
  const asked = async (query: Body) => {
    const { status, json } = await call('POST', '/api/method/frappe.client.get_list', {
      doctype: 'Customer',
      ...query,
    });
    return [status, json['exc_type']];
  };
  expect(await asked({ filters: [['shoe_size', '=', 1]] })).toEqual([417, 'DataError']);
  expect(await asked({ fields: ['shoe_size'] })).toEqual([417, 'DataError']);
  expect(await asked({ order_by: 'shoe_size asc' })).toEqual([417, 'DataError']);
  expect(await asked({ filters: [['name', 'resembles', 1]] })).toEqual([417, 'ValidationError']);
  expect(await asked({ filters: [['name']] })).toEqual([417, 'ValidationError']);
  const short = { doctype: 'Customer', filters: [['name']] };
  expect(messages((await call('POST', '/api/method/frappe.client.get_list', short)).json)).toEqual(['Invalid filter']);
  expect(await asked({ doctype: 'Shoe' })).toEqual([404, 'DoesNotExistError']);
});

test('without an order the last changed comes first, from 16 on the last made', async () => {
  const first = async (version: 15 | 16) => {
    const { erpnext, list } = await threeSheets(version);
    const [oldest] = erpnext.timesheets();
    erpnext.edit(String(oldest?.['name']), { note: 'changed' });
    return (await list('Timesheet', { fields: ['total_hours'], limit: 1 }))[0]?.['total_hours'];
  };
  expect([await first(15), await first(16)]).toEqual([1, 0.25]);
});

test('before 16 an order by a column that the joined rows have too is ambiguous', async () => {
  const ordered = async (version: 15 | 16, order_by: string, fields = ['time_logs.hours']) => {
    const { call } = await threeSheets(version);
    const query = new URLSearchParams({ fields: JSON.stringify(fields), order_by });
    const { status, json } = await call('GET', `/api/resource/Timesheet?${query.toString()}`);
    return [status, json['exc_type']];
  };
  expect(await ordered(15, 'creation asc')).toEqual([500, 'OperationalError']);
  expect(await ordered(15, 'total_hours asc, `name`')).toEqual([500, 'OperationalError']);
  expect(await ordered(15, '`tabTimesheet`.`creation` asc')).toEqual([200, undefined]);
  expect(await ordered(15, 'total_hours asc')).toEqual([200, undefined]);
  expect(await ordered(15, 'creation asc', ['name'])).toEqual([200, undefined]);
  expect(await ordered(16, 'creation asc')).toEqual([200, undefined]);
});

test('protected columns are left out of lists for users without the right', async () => {
  const { erpnext, list } = await threeSheets();
  const fields = ['name', 'time_logs.billing_hours'];
  expect((await list('Timesheet', { fields }))[0]).toHaveProperty('billing_hours');
  erpnext.setLevelOne(false);
  expect(Object.keys((await list('Timesheet', { fields }))[0] ?? {})).toEqual(['name']);
});

test('rows come as lists when asked for, pages by either name', async () => {
  const { list } = await erpnextForTest();
  const query = { fields: ['name', 'disabled'], order_by: 'disabled desc, name desc', limit: 2 };
  expect(await list('Customer', { ...query, as_dict: 'false' })).toEqual([
    ['Umbrella', 1],
    ['Initech', 0],
  ]);
  expect(await list('Customer', { ...query, limit_start: 3 })).toEqual([{ name: 'Acme', disabled: 0 }]);
});

test('the rows of a table are listed with their sheet’s name and right alone', async () => {
  const { erpnext, call, list } = await threeSheets();
  expect(await list('Timesheet Detail', { parent: 'Timesheet', fields: ['hours'] })).toHaveLength(3);
  expect((await call('GET', '/api/resource/Timesheet%20Detail?parent=Customer')).status).toBe(403);
  erpnext.restrictToEmployee('HR-EMP-00002');
  expect(await list('Timesheet Detail', { parent: 'Timesheet' })).toEqual([]);
  expect(await list('Timesheet')).toEqual([]);
  erpnext.restrictToEmployee(null);
  erpnext.setRights('Timesheet', []);
  const refused = await call('GET', '/api/resource/Timesheet%20Detail?parent=Timesheet');
  expect([refused.status, refused.json['_error_message']]).toEqual([
    403,
    'Insufficient Permission for <strong>Timesheet</strong>',
  ]);
});

test('where customers are named by a series, name and label differ, and both are found', async () => {
  const { erpnext, list, create, call } = await erpnextForTest();
  erpnext.addCustomer('CUST-2026-00001', 'Acme West');
  const or_filters = [
    ['customer_name', 'like', '%west%'],
    ['name', 'like', '%west%'],
  ];
  expect(await list('Customer', { fields: ['name', 'customer_name'], or_filters })).toEqual([
    { name: 'CUST-2026-00001', customer_name: 'Acme West' },
  ]);
  const link = '/api/method/frappe.desk.search.search_link?doctype=Customer&txt=west';
  expect((await call('GET', link)).json['message']).toEqual([{ value: 'CUST-2026-00001', description: 'Acme West' }]);
  const wrong = await create(sheet('2026-11-21 09:00:00', '2026-11-21 09:30:00', {}, { customer: 'Acme West' }));
  expect(messages(wrong.json)).toEqual(['Could not find Customer: Acme West']);
});
