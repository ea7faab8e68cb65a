import type { CardRow } from '../card.ts';
import type { Line } from '../text.ts';

/** What a source says of itself, beside our own count. `heardAt`: when it was counted there. */
export type DigestSource = { title: string } & (
  | { is: 'equal'; count: number; heardAt: number }
  /** What came and ended since it was counted there accounts for the difference. */
  | { is: 'moved'; ours: number; theirs: number; heardAt: number }
  | { is: 'unequal'; ours: number; theirs: number; heardAt: number }
  | { is: 'unheard' }
  | { is: 'failing'; sentence: string }
);

/** Does it need somebody? */
export function isStrange({ is }: DigestSource): boolean {
  return is !== 'equal' && is !== 'moved';
}

/** Our number beside the source's own, and aloud where they differ, with what mends it. */
export function sourceRow(source: DigestSource): CardRow {
  return { line: lineOf(source) };
}

function lineOf(source: DigestSource): Line {
  const { title } = source;
  switch (source.is) {
    case 'failing':
      return [`❌ ${title} does not answer: ${source.sentence}`];
    case 'unheard':
      return [`⚠️ ${title} was not heard yet.`];
    case 'equal':
      return [`✅ ${title} counts ${source.count} open, and so do we, counted `, { at: source.heardAt, as: 'ago' }];
    case 'moved':
      return [
        `✅ ${title} counted ${source.theirs} open `,
        { at: source.heardAt, as: 'ago' },
        `, we count ${source.ours} now: what came and ended since accounts for it.`,
      ];
    case 'unequal':
      return [
        `⚠️ ${title} counts ${source.theirs} open, we count ${source.ours}, counted `,
        { at: source.heardAt, as: 'ago' },
        '. A lead can run ',
        { code: '/desk ledger prove' },
        ': it names what differs and puts it in order.',
      ];
  }
}
