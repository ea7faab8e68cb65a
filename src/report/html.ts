/** Markup that may stand in other markup as it is; everything else is text and is escaped. */
export interface Markup {
  readonly markup: string;
}

type Value = Markup | string | number | undefined | readonly Value[];

/** Markup from a template: `` html`<p>${untrusted}</p>` ``. Values may stand between tags and in quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const written = parts.map((part, index) => (index === 0 ? part : `${markupOf(values[index - 1])}${part}`));
  return { markup: written.join('') };
}

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(markupOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Text as a CSS string, quotes included: nothing in it can end the string or the style around it. */
export function cssString(text: string): string {
  const safe = Array.from(text, (character) =>
    /[\p{L}\p{N} ]/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${safe.join('')}"`;
}
