import type { Action, Card } from '../../../../src/desk/card.ts';
import type { Form } from '../../../../src/desk/form.ts';
import { clean, type Line, oneLine, plain } from '../../../../src/desk/text.ts';
import { buttonId } from '../../../../src/bot/button.ts';
import type { Face, Question } from '../../wall.ts';

/** The card as words, buttons and links. Whatever it holds, there is a face for it. */
export function render(card: Card): Face {
  const rows = card.rows.flatMap(({ action }) => action ?? []);
  const fields = card.fields.map(({ name, value }) => [`${name}: `, ...value]);
  const quote = card.quote ? [clean(card.quote.text)] : [];
  const passages = (card.passages ?? []).flatMap(({ head, text, feet = [] }) => [
    words(head),
    ...(text === undefined ? [] : [clean(text)]),
    ...feet.map(words),
  ]);
  const lines = [...card.lines, ...fields, ...card.rows.map(({ line }) => line), card.footer ?? []];
  return {
    text: [
      oneLine(card.badge),
      oneLine(card.title),
      ...quote,
      ...passages,
      ...lines.map(words),
      ...(card.list ?? []).map(oneLine),
    ].join('\n'),
    buttons: [...rows, ...card.actions].flatMap((action) => buttonFor(card, action)),
    links: [card.url ?? '', ...card.links.map(({ url }) => url)].filter(isWeb),
  };
}

/** Names the presser's wall knows ring them; the wall takes no other word for it. */
export function rungBy(card: Card, platform: string): string[] {
  const spans = card.lines.flat();
  return spans.flatMap((span) =>
    typeof span === 'object' && 'mention' in span ? (span.accounts[platform] ?? []) : [],
  );
}

export function words(line: Line): string {
  return oneLine(plain(line));
}

export function questionFor({ title, fields }: Form): Question {
  return {
    title: oneLine(title),
    fields: fields.map((field) => ({
      id: field.id,
      label: oneLine(field.label),
      value: initialOf(field),
      ...(field.type === 'search' ? { among: field.among } : {}),
    })),
  };
}

function initialOf(field: Form['fields'][number]): string {
  if (field.type === 'check') return field.initial ? 'yes' : '';
  if (field.type === 'search') return field.initial?.id ?? '';
  return field.initial ?? '';
}

/** A button that is too long to be named is left out: better than a card that never comes. */
function buttonFor(card: Card, action: Action): Face['buttons'] {
  try {
    return [{ label: oneLine(action.label) || action.verb, id: buttonId(card, action) }];
  } catch {
    return [];
  }
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
