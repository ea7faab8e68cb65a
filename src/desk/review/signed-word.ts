import { createHmac, timingSafeEqual } from 'node:crypto';

/** 128 bits: too many to be guessed, few enough for a link. */
const SIGNATURE = 22;

/**
 * Words that only somebody with the secret can have written, for an address: they can be read, but not changed. `purpose` keeps those
 * of one kind of link from counting for another; `until` is the last instant at which they count, in epoch milliseconds.
 */
export function signed(secret: string, purpose: string, words: readonly string[], until: number): string {
  const written = Buffer.from(JSON.stringify([...words, until])).toString('base64url');
  return `${written}.${signatureOf(secret, purpose, written)}`;
}

/** The words again, or why they do not count. */
export function unsigned(
  secret: string,
  purpose: string,
  token: string,
  now: number,
): string[] | 'unknown' | 'expired' {
  const [written = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || !isSame(signature, signatureOf(secret, purpose, written))) return 'unknown';
  const words = JSON.parse(Buffer.from(written, 'base64url').toString()) as [...string[], number];
  const until = words.pop();
  return typeof until === 'number' && now <= until ? words.map(String) : 'expired';
}

function signatureOf(secret: string, purpose: string, written: string): string {
  return createHmac('sha256', secret).update(`${purpose}\n${written}`).digest('base64url').slice(0, SIGNATURE);
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
