/** The names the module's settings page offers. */
export const hookEvents = [
  'convo.assigned',
  'convo.created',
  'convo.deleted',
  'convo.deleted_forever',
  'convo.restored',
  'convo.moved',
  'convo.status',
  'convo.customer.reply.created',
  'convo.agent.reply.created',
  'convo.note.created',
  'customer.created',
  'customer.updated',
] as const;

export type HookEvent = (typeof hookEvents)[number];

/** Unknown names are dropped without a word, as the module does. */
export function knownEvents(names: unknown): HookEvent[] {
  return Array.isArray(names) ? hookEvents.filter((event) => names.includes(event)) : [];
}
