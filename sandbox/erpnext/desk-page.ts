import type { FastifyInstance } from 'fastify';
import { asText } from './as-text.ts';
import { rowsOf, tableOf, type Doc, type Site } from './site.ts';

/** The page behind a link to a timesheet, which v16 has under another root. */
export function serveDeskPage(server: FastifyInstance, site: Site): void {
  server.get<{ Params: { name: string } }>('/app/timesheet/:name', async (request, reply) => {
    const { name } = request.params;
    if (site.settings.version >= 16) return reply.redirect(request.url.replace('/app/', '/desk/'), 301);
    return reply.type('text/html').send(page(tableOf(site, 'Timesheet').get(name), name));
  });
  server.get<{ Params: { name: string } }>('/desk/timesheet/:name', async (request, reply) => {
    const { name } = request.params;
    if (site.settings.version < 16) return reply.redirect(request.url.replace('/desk/', '/app/'), 301);
    return reply.type('text/html').send(page(tableOf(site, 'Timesheet').get(name), name));
  });
}

function page(sheet: Doc | undefined, name: string): string {
  if (!sheet) return html(`Timesheet ${name} not found`, '');
  const facts = ['status', 'customer', 'employee_name', 'total_hours', 'note'].map((field) => row(field, sheet[field]));
  const logs = rowsOf(sheet, 'time_logs').map((log) =>
    row(asText(log['from_time']), `${asText(log['hours'])} h ${asText(log['description'])}`),
  );
  return html(name, `<table>${facts.join('')}${logs.join('')}</table>`);
}

function row(label: string, value: unknown): string {
  return `<tr><th>${escaped(label)}</th><td>${escaped(asText(value))}</td></tr>`;
}

function html(title: string, content: string): string {
  return `<!doctype html><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${content}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
