import { action, nameOf, status } from '../codes.ts';
import type { ThreadRow, UserRow } from '../rows.ts';
import type { World } from '../world.ts';

/** The sentence of a history line in the core's words, links and all; empty for a thread that is none. */
export function actionText(world: World, thread: ThreadRow, root: string): string {
  const actor = fullName(world.users.get(thread.created_by_user_id)) || 'System';
  switch (nameOf(action, thread.action_type) as keyof typeof action | '') {
    case 'changed-ticket-status':
      return `${actor} marked as ${titled(nameOf(status, thread.status))}`;
    case 'changed-ticket-assignee':
      return `${actor} assigned to ${fullName(world.users.get(thread.user_id)) || 'Anyone'}`;
    case 'moved-from-mailbox':
      return `${actor} moved conversation from another mailbox`;
    case 'merged':
      return `${actor} ${mergeText(world, thread, root)}`;
    case 'imported':
    case 'imported-external':
      return `${actor} imported conversation`;
    case 'changed-ticket-customer':
      return `${actor} changed the customer to ${thread.action_data ?? ''}`;
    case 'deleted-ticket':
      return `${actor} deleted`;
    case 'restore-ticket':
      return `${actor} restored`;
    case '':
      return '';
  }
}

/** The ticket that stays does not say with which it was merged; the other one links to where it went. */
function mergeText(world: World, thread: ThreadRow, root: string): string {
  const { mic: into } = JSON.parse(thread.meta ?? '{}') as { mic?: number };
  if (into === undefined) return 'merged with another conversation';
  const survivor = world.conversations.get(into);
  if (!survivor) return 'merged into conversation #';
  const number = world.customNumber ? survivor.number : survivor.id;
  const link = `<a href="${root}/conversation/${survivor.id}" class="link-black">${number}</a>`;
  return `merged into conversation #${link}`;
}

function fullName(user: UserRow | undefined): string {
  return user ? `${user.first_name} ${user.last_name}` : '';
}

function titled(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
