import { html } from './html.ts';

/** A page that says one thing, with the content security policy that it can be sent with. */
export function noticePage(title: string, text: string): { page: string; policy: string } {
  const { markup } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
        </main>
      </body>
    </html> `;
  return { page: markup, policy: "default-src 'none'; frame-ancestors 'none'" };
}
