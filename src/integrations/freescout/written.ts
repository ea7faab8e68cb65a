import { SystemError } from '../../desk/errors.ts';
import { clean } from '../../desk/text.ts';
import { bearsMarker } from './marker.ts';
import { plainText } from './preview.ts';
import type { StaffText, Way } from './way.ts';

/** PHP may still be at work on a call that nobody waited for. Milliseconds. */
const LOOK_AGAIN_AFTER = 10_000;

/** What was to be written: it bears `marker`; a mail is also known by its words, where a marker was taken out. */
export interface Wanted {
  row: string;
  marker: string;
  mail?: { text: string; by: string; after: number } | undefined;
  attempt: Attempt;
}

export interface Attempt {
  key: string;
  number: number;
  /** All before it came to an end: nothing of them comes late. */
  isLast: boolean;
}

interface Looking {
  way: Way;
  pause: (milliseconds: number) => Promise<void>;
}

/** Whether an earlier attempt wrote it: looked for twice where that may come late. */
export async function written(wanted: Wanted, { way, pause }: Looking): Promise<'yes' | 'no' | 'taken back'> {
  if (wanted.attempt.number === 1) return 'no';
  const first = await look(wanted, way);
  if (first !== 'no' || wanted.attempt.isLast) return first;
  await pause(LOOK_AGAIN_AFTER);
  return look(wanted, way);
}

/** A look that is refused, for want of a key or a right, leaves open what became of the attempt before it. */
async function look(wanted: Wanted, way: Way): Promise<'yes' | 'no' | 'taken back'> {
  let texts: readonly StaffText[];
  try {
    texts = await way.texts(wanted.row);
  } catch (error) {
    if (!(error instanceof SystemError) || error.retry !== 'never') throw error;
    throw new SystemError(error.system, 'unsure', error.message, { status: error.status });
  }
  const marked = texts.filter(({ html }) => html.includes(wanted.marker));
  const { mail } = wanted;
  const same = mail ? texts.filter((text) => text.published && isSame(text, mail)) : [];
  if ([...marked, ...same].some(({ published }) => published)) return 'yes';
  return marked.length > 0 ? 'taken back' : 'no';
}

/**
 * The same words by the same person since the customer's last ones say nothing new to the customer, whoever sent them;
 * unless they were ordered here as well, on purpose: then they bear a marker of their own.
 */
function isSame({ type, by, at, html }: StaffText, mail: NonNullable<Wanted['mail']>): boolean {
  if (type !== 'message' || by !== mail.by || at < mail.after || bearsMarker(html)) return false;
  return wordsOf(plainText(html)) === wordsOf(mail.text);
}

function wordsOf(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ').trim();
}
