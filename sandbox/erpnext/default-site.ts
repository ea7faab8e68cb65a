import { tableOf, type Doc, type Site, type User } from './site.ts';

/** The key pair a fresh stand-in knows: a service user with the role Deskbell's guide asks for. */
export const BOT = { key: 'deskbellbotkey0', secret: 'deskbellbotsecret' };
export const ADMINISTRATOR = { key: 'administrator00', secret: 'administratorsecret' };

const ALL = ['read', 'write', 'create', 'delete', 'submit'] as const;

const EMPLOYEES = [
  ['Ann Baker', 'ann@msp.example'],
  ['Ben Cole', 'ben@msp.example'],
  ['Cara Diaz', 'cara@msp.example'],
] as const;

/** Three customers and one that is disabled, three employees, the stock activity types, the bot and an administrator. */
export function fillDefaultSite(site: Site): void {
  const { company, currency } = site.settings;
  addUsers(site);
  store(site, 'Currency', { name: 'USD', currency_name: 'USD', enabled: 1 });
  store(site, 'Currency', { name: 'EUR', currency_name: 'EUR', enabled: 1 });
  store(site, 'Company', { name: company, company_name: company, abbr: 'OM', default_currency: currency });
  for (const name of ['Acme', 'Globex', 'Initech', 'Umbrella']) {
    store(site, 'Customer', {
      name,
      customer_name: name,
      customer_type: 'Company',
      disabled: name === 'Umbrella' ? 1 : 0,
    });
  }
  for (const [index, [employee_name, mail]] of EMPLOYEES.entries()) {
    store(site, 'User', { name: mail, email: mail, full_name: employee_name, enabled: 1 });
    const name = `HR-EMP-0000${index + 1}`;
    store(site, 'Employee', { name, employee_name, user_id: mail, company_email: mail, status: 'Active', company });
  }
  site.series.set('HR-EMP-', EMPLOYEES.length);
  for (const name of ['Planning', 'Research', 'Proposal Writing', 'Execution', 'Communication']) {
    store(site, 'Activity Type', { name, activity_type: name, billing_rate: 120, costing_rate: 60, disabled: 0 });
  }
  store(site, 'Project', {
    name: 'PROJ-0001',
    project_name: 'Acme support',
    customer: 'Acme',
    status: 'Open',
    company,
  });
  site.series.set('PROJ-', 1);
}

function addUsers(site: Site): void {
  const bot: User = {
    email: 'chatops-bot@msp.example',
    ...BOT,
    rights: {
      Timesheet: ['read', 'write', 'create', 'delete'],
      Customer: ['read'],
      Employee: ['read'],
      'Activity Type': ['read'],
      Project: ['read'],
    },
    levelOne: ['Timesheet'],
    only: {},
  };
  const rights = Object.fromEntries([...site.types.keys()].map((name) => [name, ALL]));
  const administrator = {
    email: 'admin@msp.example',
    ...ADMINISTRATOR,
    rights,
    levelOne: [...site.types.keys()],
    only: {},
  };
  for (const user of [bot, administrator]) {
    site.users.set(user.key, user);
    store(site, 'User', { name: user.email, email: user.email, full_name: user.email, enabled: 1 });
  }
}

/** Puts a document straight into its table, unchecked. */
export function store(site: Site, doctype: string, fields: Doc & { name: string }): Doc {
  const now = site.now();
  const whole: Doc = {
    owner: 'Administrator',
    creation: now,
    modified: now,
    modified_by: 'Administrator',
    docstatus: 0,
    idx: 0,
  };
  for (const [name, field] of Object.entries(site.types.get(doctype)?.fields ?? {})) {
    whole[name] = field.type === 'Float' || field.type === 'Check' ? 0 : null;
  }
  const doc = { ...whole, ...fields };
  tableOf(site, doctype).set(fields.name, doc);
  return doc;
}
