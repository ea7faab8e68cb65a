/** The numbers FreeScout stores, under the names it shows. */
export const conversationType = { email: 1, phone: 2, chat: 3 } as const;
export const status = { active: 1, pending: 2, closed: 3, spam: 4, nochange: 6 } as const;
export const state = { draft: 1, published: 2, deleted: 3 } as const;
export const threadState = { draft: 1, published: 2, hidden: 3, review: 4 } as const;
export const threadType = { customer: 1, message: 2, note: 3, lineitem: 4, chat: 8 } as const;
export const folderType = {
  unassigned: 1,
  mine: 20,
  starred: 25,
  drafts: 30,
  assigned: 40,
  closed: 60,
  deleted: 70,
  spam: 80,
} as const;
export const sourceType = { email: 1, web: 2, api: 3 } as const;
export const person = { customer: 1, user: 2 } as const;
export const role = { user: 1, admin: 2 } as const;
export const userType = { human: 1, robot: 2 } as const;
export const userStatus = { active: 1, disabled: 2, deleted: 3 } as const;
export const action = {
  'changed-ticket-status': 1,
  'changed-ticket-assignee': 2,
  'moved-from-mailbox': 3,
  merged: 4,
  imported: 5,
  'imported-external': 8,
  'changed-ticket-customer': 9,
  'deleted-ticket': 10,
  'restore-ticket': 11,
} as const;

export type StatusName = 'active' | 'pending' | 'closed' | 'spam';

/** The name of a stored number, or an empty string for a number FreeScout does not name. */
export function nameOf(codes: Readonly<Record<string, number>>, code: number | null): string {
  for (const [name, value] of Object.entries(codes)) if (value === code) return name;
  return '';
}

/** The number for a name, or undefined for a name FreeScout does not know. */
export function codeOf(codes: Readonly<Record<string, number>>, name: unknown): number | undefined {
  return typeof name === 'string' && Object.hasOwn(codes, name) ? codes[name] : undefined;
}

/** The four statuses a ticket itself can have. */
export function statusCode(name: unknown): number | undefined {
  const code = codeOf(status, name);
  return code === status.nochange ? undefined : code;
}
