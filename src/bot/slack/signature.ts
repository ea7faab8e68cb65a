import { createHmac, timingSafeEqual } from 'node:crypto';

/** Slack signs the raw body with the instant; older requests could be replays. */
const WINDOW = 5 * 60;

/** Verifies `v0=` signatures as of https://docs.slack.dev/authentication/verifying-requests-from-slack. */
export function isSigned(
  request: { signature: string; timestamp: string; body: Buffer },
  secret: string,
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(request.timestamp)) return false;
  if (Math.abs(now / 1000 - Number(request.timestamp)) > WINDOW) return false;
  const digest = createHmac('sha256', secret).update(`v0:${request.timestamp}:`).update(request.body).digest('hex');
  const expected = Buffer.from(`v0=${digest}`);
  const given = Buffer.from(request.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
