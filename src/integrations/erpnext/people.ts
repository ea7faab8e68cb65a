import { SystemError } from '../../desk/errors.ts';
import type { Customer } from '../contract.ts';
import type { ErpnextClient } from './client.ts';
import { CustomerRow, EmployeeRow } from './schema.ts';

const PAGE = 500;
const MAIL_FIELDS = ['user_id', 'company_email', 'personal_email'];

/** All customers that are not disabled. */
export async function activeCustomers(client: ErpnextClient): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (;;) {
    const page = await client.list('Customer', CustomerRow, {
      fields: ['name', 'customer_name'],
      filters: [['disabled', '=', 0]],
      order: 'name asc',
      start: customers.length,
      limit: PAGE,
    });
    customers.push(...page.map((row) => ({ id: row.name, name: row.customer_name || row.name })));
    if (page.length < PAGE) return customers;
  }
}

/** The active employee with that address as login, company or private mail. */
export async function employeeByMail(
  client: ErpnextClient,
  email: string,
): Promise<{ id: string; name: string } | undefined> {
  const mail = email.trim();
  if (mail === '') return undefined;
  const [first, second] = await client.list('Employee', EmployeeRow, {
    fields: ['name', 'employee_name'],
    filters: [['status', '=', 'Active']],
    orFilters: MAIL_FIELDS.map((field) => [field, '=', mail]),
    order: 'name asc',
    limit: 3,
  });
  if (second) {
    const sentence = `ERPNext has more than one active employee with the address ${mail}: name the right one as "erpnext" under people`;
    throw new SystemError('erpnext', 'never', sentence);
  }
  return first && { id: first.name, name: first.employee_name || first.name };
}
