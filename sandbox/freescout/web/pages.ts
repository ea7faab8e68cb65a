import { nameOf, status, threadState, threadType } from '../codes.ts';
import type { ConversationRow } from '../rows.ts';
import type { World } from '../world.ts';

/** A page of the web interface; every one carries the token in its head. */
export function page(title: string, token: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="csrf-token" content="${token}"><title>${escaped(title)}</title>
<style>body{font:15px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}article{border-left:3px solid #ccc;padding:0 1rem;margin:1rem 0}</style>
</head><body>${body}</body></html>`;
}

/** `complaint` is why the last try failed. */
export function loginPage(token: string, complaint: string | null): string {
  return page(
    'Login',
    token,
    `<h1>FreeScout stand-in</h1>${complaint === null ? '' : `<p class="help-block"><strong>${escaped(complaint)}</strong></p>`}<form method="post" action="/login"><input type="hidden" name="_token" value="${token}">
<p><input name="email" type="email" placeholder="Email"> <input name="password" type="password" placeholder="Password">
<button>Log in</button></p></form>`,
  );
}

/** Where a module asks for a second factor. */
export function factorPage(token: string): string {
  const field = '<input name="one_time_password" placeholder="Authentication code">';
  return page(
    'Two-factor authentication',
    token,
    `<h1>Two-factor authentication</h1><form method="post">${field}</form>`,
  );
}

export function dashboard(world: World, token: string): string {
  const lines = world.conversations.all().map((row) => {
    return `<li><a href="/conversation/${row.id}">#${row.id} ${escaped(row.subject || '(no subject)')}</a></li>`;
  });
  return page('Dashboard', token, `<h1>Tickets</h1><ul>${lines.join('')}</ul>`);
}

/** Bodies are shown as text: they come from customers. */
export function ticketPage(world: World, conversation: ConversationRow, token: string): string {
  const threads = world.threads.where(
    (row) => row.conversation_id === conversation.id && row.state === threadState.published,
  );
  const articles = threads.map((row) => {
    const author = world.users.get(row.created_by_user_id)?.email ?? row.from ?? 'System';
    const head = `${nameOf(threadType, row.type)} · ${author} · ${row.created_at}`;
    return `<article id="thread-${row.id}"><small>${escaped(head)}</small><p>${escaped(textOf(row.body ?? ''))}</p></article>`;
  });
  const assignee = world.users.get(conversation.user_id)?.email ?? 'Anyone';
  const title = `#${conversation.id} ${conversation.subject || '(no subject)'}`;
  const state = `${nameOf(status, conversation.status)} · ${assignee}`;
  return page(title, token, `<h1>${escaped(title)}</h1><p>${escaped(state)}</p>${articles.join('')}`);
}

function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
