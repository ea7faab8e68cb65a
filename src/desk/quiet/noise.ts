import type { Alert } from '../alert/alert.ts';
import { type Line, oneLine } from '../text.ts';
import { span } from '../clock/when.ts';

/** One condition as it came and went: a check of a device, or what is called the same there. */
export interface NoiseRow {
  /** The condition; of alerts that belong to no check what they say. */
  key: string;
  title: string;
  client: string | undefined;
  device: string | undefined;
  episodes: number;
  firings: number;
  /** Episodes that cleared, at least once, without anybody having acknowledged, claimed, ticketed or logged time; and how many firings that makes. */
  unattended: number;
  noise: number;
  /** Of the episodes that are over, in milliseconds; undefined where none is. */
  median: number | undefined;
  /** When it was seen first in its latest episode. */
  last: number;
  /** The episodes, the latest first. */
  alerts: readonly Alert[];
}

/**
 * What fires and clears without anybody acting, the noisiest first: conditions that cleared unattended at least once.
 * What ended within a maintenance window was expected, and is left out.
 */
export function noiseReport(alerts: readonly Alert[]): NoiseRow[] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    if (alert.ended && alert.muted) continue;
    const key = keyOf(alert);
    const group = groups.get(key);
    if (group) group.push(alert);
    else groups.set(key, [alert]);
  }
  return [...groups]
    .map(([key, group]) => rowOf(key, group))
    .filter(({ noise }) => noise > 0)
    .toSorted(byNoise);
}

/** A condition of its own for each row of the source says nothing about how often it comes: then the words count. */
function keyOf({ condition, row, facts }: Alert): string {
  if (!condition.endsWith(`/${row}`)) return condition;
  return JSON.stringify([facts.client, facts.device?.id, facts.title]);
}

function rowOf(key: string, group: readonly Alert[]): NoiseRow {
  const alerts = group.toSorted((left, right) => right.seenAt - left.seenAt);
  const [latest] = alerts;
  return {
    key,
    title: latest?.facts.title ?? '',
    client: latest?.facts.client,
    device: latest?.facts.device?.name,
    episodes: alerts.length,
    firings: sum(alerts.map(({ firings }) => firings)),
    unattended: alerts.filter((alert) => noiseOf(alert) > 0).length,
    noise: sum(alerts.map(noiseOf)),
    median: median(alerts.flatMap((alert) => durationOf(alert) ?? [])),
    last: latest?.seenAt ?? 0,
    alerts,
  };
}

/** Did anybody do anything about it? A resolve by hand is no recovery, and counts by itself. */
function isAttended({ acknowledged, claimed, handled, time, ticket }: Alert): boolean {
  return (
    acknowledged !== undefined || claimed !== undefined || handled === true || time.length > 0 || ticket !== undefined
  );
}

/** Firings that cleared while nobody had it: of one that still fails all but the last. */
function noiseOf(alert: Alert): number {
  if (isAttended(alert)) return 0;
  if (!alert.ended) return alert.firings - 1;
  return alert.ended.how === 'recovered' ? alert.firings : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function durationOf({ ended, facts, seenAt }: Alert): number | undefined {
  return ended && Math.max(0, ended.at - Math.min(facts.startedAt, seenAt));
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((left, right) => left - right);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

function byNoise(left: NoiseRow, right: NoiseRow): number {
  return right.noise - left.noise || right.episodes - left.episodes || right.last - left.last;
}

/** The row in words: how often, how much of it nobody touched, for how long, and when last. */
export function noiseLine(row: NoiseRow): Line {
  const { title, client, episodes, firings, unattended, last } = row;
  const times = `${firings} ${firings === 1 ? 'firing' : 'firings'} in ${episodes} ${episodes === 1 ? 'alert' : 'alerts'}`;
  return [
    { bold: oneLine(title) },
    client === undefined ? '' : ` · ${oneLine(client)}`,
    ` · ${times}, ${unattended} cleared untouched`,
    row.median === undefined ? '' : ` · ${span(row.median)} each`,
    ' · last ',
    { at: last, as: 'ago' },
  ];
}
