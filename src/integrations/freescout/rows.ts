import { z } from 'zod';

export const Number0 = z.number().nullable();
export const Text = z
  .string()
  .nullable()
  .transform((text) => text ?? '');

/** A row of `conversations` with the names that belong to it. */
export const ConversationRow = z.object({
  id: z.number(),
  number: z.number(),
  type: z.number(),
  status: z.number(),
  state: z.number(),
  subject: Text,
  customer_email: Text,
  cc: Text,
  bcc: Text,
  imported: z.number(),
  mailbox_id: z.number(),
  user_id: Number0,
  source_via: z.number(),
  source_type: z.number(),
  last_reply_from: Number0,
  channel: Number0,
  created_at: z.string(),
  updated_at: z.string().nullable(),
  mailbox_name: Text,
  user_first: Text,
  user_last: Text,
  user_email: Text,
  customer_first: Text,
  customer_last: Text,
  customer_address: Text,
});
export type ConversationRow = z.infer<typeof ConversationRow>;

export const CONVERSATIONS = `
  SELECT c.id, c.number, c.type, c.status, c.state, c.subject, c.customer_email, c.cc, c.bcc, c.imported, c.mailbox_id, c.user_id,
    c.source_via, c.source_type, c.last_reply_from, c.channel, c.created_at, c.updated_at,
    m.name AS mailbox_name, u.first_name AS user_first, u.last_name AS user_last, u.email AS user_email,
    p.first_name AS customer_first, p.last_name AS customer_last,
    (SELECT e.email FROM emails e WHERE e.customer_id = c.customer_id ORDER BY e.id LIMIT 1) AS customer_address
  FROM conversations c
  LEFT JOIN mailboxes m ON m.id = c.mailbox_id
  LEFT JOIN users u ON u.id = c.user_id
  LEFT JOIN customers p ON p.id = c.customer_id
  WHERE c.id IN (?)`;

/** A published row of `threads`, without its text. `author_type` is 1 for a human, 2 for a robot, null for a customer. */
export const ThreadRow = z.object({
  id: z.number(),
  conversation_id: z.number(),
  type: z.number(),
  status: z.number(),
  action_type: Number0,
  imported: z.number(),
  has_attachments: z.number(),
  first: z.number(),
  meta: Text,
  created_at: z.string(),
  author_type: Number0,
  author_first: Text,
  author_last: Text,
  author_email: Text,
  /** It bears the marker of what is written from here. */
  ours: z.number().nullable(),
  /** It is from a template. */
  told: z.number().nullable(),
});
export type ThreadRow = z.infer<typeof ThreadRow>;

export const THREADS = `
  SELECT t.id, t.conversation_id, t.type, t.status, t.action_type, t.imported, t.has_attachments, t.first, t.meta,
    t.created_at, u.type AS author_type,
    IF(u.id IS NULL, p.first_name, u.first_name) AS author_first, IF(u.id IS NULL, p.last_name, u.last_name) AS author_last,
    COALESCE(u.email, t.\`from\`,
      (SELECT e.email FROM emails e WHERE e.customer_id = p.id ORDER BY e.id LIMIT 1)) AS author_email,
    t.type IN (2, 3) AND t.body LIKE '%deskbell%' AND t.body REGEXP 'deskbell[ -][0-9a-f]{12}' AS ours,
    t.type = 2 AND t.body LIKE '%deskbell-told%' AS told
  FROM threads t
  LEFT JOIN users u ON u.id = t.created_by_user_id
  LEFT JOIN customers p ON p.id = t.created_by_customer_id
  WHERE t.conversation_id IN (?) AND t.state = 2
  ORDER BY t.created_at, t.id`;

export const BodyRow = z.object({ id: z.number(), body: Text });
export const BODIES = 'SELECT id, LEFT(body, ?) AS body FROM threads WHERE id IN (?)';

export const AttachmentsRow = z.object({ thread_id: z.number(), files: z.number() });
export const ATTACHMENTS = `
  SELECT thread_id, COUNT(*) AS files FROM attachments WHERE thread_id IN (?) AND embedded = 0 GROUP BY thread_id`;

/** Active and pending, with the statuses that modules add: their first digit is the main one. */
const OPEN = 'state = 2 AND (status IN (1, 2) OR status BETWEEN 10 AND 29 OR status BETWEEN 100 AND 255)';
export const OPEN_IDS = `SELECT id FROM conversations WHERE ${OPEN} ORDER BY id`;
export const OPEN_COUNT = `SELECT COUNT(*) AS open FROM conversations WHERE ${OPEN}`;
export const OpenCountRow = z.object({ open: z.number() });

export const IdRow = z.object({ id: z.number() });
export const IdStateRow = z.object({ id: z.number(), state: z.number() });
export const IDS_ABOVE = 'SELECT id, state FROM conversations WHERE id > ?';
export const LastRow = z.object({ id: z.number().nullable() });
export const LAST_CONVERSATION = 'SELECT MAX(id) AS id FROM conversations';
export const LAST_THREAD = 'SELECT MAX(id) AS id FROM threads';

export const NewestRow = z.object({ at: z.string().nullable() });
/** A mail from the future must not hide what comes after it. */
export const NEWEST_THREAD = 'SELECT MAX(created_at) AS at FROM threads WHERE created_at <= ?';

/** By time for drafts that were sent late; by id for mails that bring a date of their own. */
export const CHANGED_IDS = `
  SELECT conversation_id AS id FROM threads WHERE created_at >= ? AND state = 2
  UNION SELECT conversation_id AS id FROM threads WHERE id > ? AND state = 2`;
