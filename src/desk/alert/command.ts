import type { Alert } from './alert.ts';
import { type Decision, type DeskView, refused, titleOf, unchanged } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { threadLine } from '../notices.ts';
import type { Actor } from '../people.ts';
import { stopOf } from '../stop/stop.ts';
import { ago } from '../clock/when.ts';

export type AlertVerb = 'acknowledge' | 'unacknowledge' | 'claim' | 'release';

export interface AlertCommand {
  verb: AlertVerb;
  by: Actor;
  note?: string;
}

/** What a person's command makes of an alert. An ended one accepts none: the presser is told how it ended. */
export function decideAlertCommand(alert: Alert, command: AlertCommand, view: DeskView): Decision<Alert> {
  if (alert.ended) return endedAlready(alert, alert.ended, view);
  switch (command.verb) {
    case 'acknowledge':
      return acknowledge(alert, command, view);
    case 'unacknowledge':
      return unacknowledge(alert, command, view);
    case 'claim':
      return claim(alert, command, view);
    case 'release':
      return release(alert, command, view);
  }
}

/** What somebody is told who wants something of an alert that is over. */
export function endedAlready(alert: Alert, { how, at }: NonNullable<Alert['ended']>, view: DeskView): Decision<Alert> {
  const word = {
    recovered: 'recovered',
    resolved: 'was resolved by hand',
    deleted: 'was deleted',
    withdrawn: "went out of Deskbell's sight",
  }[how];
  return refused(`${alert.facts.title} ${word} ${ago(at, view.now)}; nothing was changed.`);
}

function acknowledge(alert: Alert, { by, note }: AlertCommand, view: DeskView): Decision<Alert> {
  const earlier = alert.acknowledged;
  if (earlier?.by.id === by.id && earlier !== undefined) return unchanged();
  if (earlier)
    return refused(`${earlier.by.name} acknowledged ${alert.facts.title} ${ago(earlier.at, view.now)} already.`);
  const acknowledged = acknowledgement(alert, by, view, note);
  const text = note === undefined ? `${by.name} acknowledged` : `${by.name} acknowledged: ${note}`;
  return done({ ...alert, acknowledged }, 'acknowledged', text, by, view);
}

function unacknowledge(alert: Alert, { by }: AlertCommand, view: DeskView): Decision<Alert> {
  if (!alert.acknowledged) return refused(`${alert.facts.title} is not acknowledged by anybody.`);
  const { acknowledged: _, ...rest } = alert;
  return done(rest, 'unacknowledged', `${by.name} took the acknowledge back`, by, view);
}

/** Who claims has seen it: a claim acknowledges what nobody had acknowledged. */
function claim(alert: Alert, { by }: AlertCommand, view: DeskView): Decision<Alert> {
  const holder = alert.claimed;
  if (holder?.by.id === by.id && holder !== undefined) return unchanged();
  if (holder) return refused(`${holder.by.name} claimed ${alert.facts.title} ${ago(holder.at, view.now)}.`);
  const acknowledged = alert.acknowledged ?? acknowledgement(alert, by, view);
  return done({ ...alert, acknowledged, claimed: { by, at: view.now } }, 'claimed', `${by.name} claimed it`, by, view);
}

/** The words that belong to one's own acknowledge, added after it. */
export function noteAlert(alert: Alert, by: Actor, note: string, view: DeskView): Decision<Alert> {
  const { acknowledged } = alert;
  if (acknowledged?.by.id !== by.id || acknowledged === undefined)
    return refused(`${alert.facts.title} is not acknowledged by you.`);
  return done({ ...alert, acknowledged: { ...acknowledged, note } }, 'noted', `${by.name}: ${note}`, by, view);
}

/** A card of its own for a member of a storm. What is over needs none. */
export function splitAlert(
  alert: Alert,
  by: Actor,
  view: DeskView,
  text = `${by.name} gave it a card of its own`,
): Decision<Alert> {
  if (alert.ended) return endedAlready(alert, alert.ended, view);
  const entries = [{ at: view.now, by, what: 'split', text }];
  return { is: 'changed', item: alert, entries, effects: [], notices: [], unfold: true };
}

function release(alert: Alert, { by }: AlertCommand, view: DeskView): Decision<Alert> {
  if (!alert.claimed) return refused(`Nobody holds ${alert.facts.title}.`);
  const { claimed, ...rest } = alert;
  const text = claimed.by.id === by.id ? `${by.name} released it` : `${by.name} released it from ${claimed.by.name}`;
  return done(rest, 'released', text, by, view);
}

function acknowledgement(alert: Alert, by: Actor, view: DeskView, note?: string): NonNullable<Alert['acknowledged']> {
  const { failures } = alert.facts;
  return {
    by,
    at: view.now,
    firings: alert.firings,
    ...(failures === undefined ? {} : { failures }),
    ...(note === undefined ? {} : { note }),
  };
}

function done(item: Alert, what: string, text: string, by: Actor, view: DeskView): Decision<Alert> {
  const occasion = { item, occasion: `${what}-${item.revision}`, at: view.now };
  return {
    is: 'changed',
    item,
    entries: [{ at: view.now, by, what, text }],
    effects: noteEffects(item, what, text, by, view),
    notices: threadLine(occasion, [text]),
    unfold: what === 'claimed',
  };
}

/** A note at the source that tells who did it: the source itself would call the bot its author. */
export function noteEffects(item: Alert, what: string, text: string, by: Actor, view: DeskView): Effect[] {
  const { device } = item.facts;
  if (!device || !view.abilities[item.source]?.includes('note')) return [];
  if (stopOf(item.facts.client, view)) return [];
  const key = `note-${item.ref}-${what}-${item.revision}`;
  const note = `${text} in chat: ${item.facts.title} (alert ${item.row} of ${titleOf(item.source, view)})`;
  return [
    {
      job: 'write-back',
      key,
      ref: item.ref,
      system: item.source,
      write: { verb: 'note', on: device.id, text: note, by: by.name },
    },
  ];
}
