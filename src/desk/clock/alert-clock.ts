import type { Alert } from '../alert/alert.ts';
import { tellingFor, watched } from '../alert/response.ts';
import { breachCard, warningCard } from './breach-card.ts';
import { withBreach } from './breach-record.ts';
import { toldNow } from './look.ts';
import { type Decision, type DeskView, unchanged } from '../decision.ts';
import { stopOf } from '../stop/stop.ts';
import { tellAll, tellHolder, watchFor } from './told.ts';
import { span } from './when.ts';

/**
 * What the passing of time makes of the clock of an alert that nobody has: a warning, or that nobody was in time. Each is told
 * once for each deadline; at a client that is stopped it waits, and what was open before the first start rings for nothing.
 */
export function tickResponse(alert: Alert, view: DeskView): Decision<Alert> {
  const { response } = alert;
  if (!response || stopOf(alert.facts.client, view)) return unchanged();
  const told = toldNow(watched(alert, response, view.settings), tellingFor(alert, view.settings), view.now);
  if (!told) return lookAgain(alert, view.now);
  const shares = told.is === 'warning' ? [...told.counted, told.share] : told.counted;
  const warned = [...(response.warned ?? []), ...shares];
  const { due = view.now, from } = response;
  const quiet = alert.places.length > 0 && alert.places.every(({ as }) => as === 'baseline');
  if (told.is === 'warning') {
    const item: Alert = { ...alert, response: { ...response, warned } };
    const text = `${told.share} % of the time for a response is used up, and nobody has it`;
    const card = warningCard(item, 'response', { share: told.share, due, target: due - from }, view);
    const telling = { item, occasion: `warned-${told.share}-${due}`, card };
    return clockChange(item, 'warned', text, quiet ? [] : tellHolder(telling, watchFor(item, view), view), view);
  }
  const breach = { clock: 'response' as const, due, at: view.now };
  const item: Alert = {
    ...alert,
    response: { ...response, warned, breachedAt: view.now },
    ...(quiet ? {} : { breaches: withBreach(alert.breaches, breach) }),
  };
  const late = view.now - due < 60_000 ? 'it is due now' : `it was due ${span(view.now - due)} ago`;
  const text = `Nobody acknowledged or claimed it in time: ${late}`;
  const telling = { item, occasion: `late-${due}`, card: breachCard(item, breach, view) };
  return clockChange(item, 'late', text, quiet ? [] : tellAll(telling, watchFor(item, view), view), view);
}

/** Its instant has come and there is nothing to tell yet: it is looked at again when there is. */
function lookAgain(alert: Alert, now: number): Decision<Alert> {
  const { lookAt } = alert.response ?? {};
  if (lookAt === undefined || lookAt > now) return unchanged();
  return { is: 'changed', item: alert, entries: [], effects: [], notices: [], silent: true };
}

function clockChange(
  item: Alert,
  what: string,
  text: string,
  notices: ReturnType<typeof tellAll>,
  view: DeskView,
): Decision<Alert> {
  const entries = [{ at: view.now, by: { name: 'Deskbell', via: 'clock' }, what, text }];
  return { is: 'changed', item, entries, effects: [], notices };
}
