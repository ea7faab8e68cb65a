/** A clock of which something may still have to be told. Instants are epoch milliseconds. */
export interface Watched {
  due?: number | undefined;
  /** It was missed, and that was told. */
  breachedAt?: number | undefined;
  /** Hundredths of the target of which people were told. */
  warned?: readonly number[] | undefined;
  /** The instant at which so many hundredths of the target are used up. */
  at(share: number): number | undefined;
}

/** What decides when something is told: the warnings that are wanted, and the first working instant from one on. */
export interface Telling {
  warnAt: readonly number[];
  opening: (instant: number) => number | undefined;
}

/** What has to be told now. `counted` are the warnings that were not told, since something newer is. */
export type Told = { is: 'breach'; counted: number[] } | { is: 'warning'; share: number; counted: number[] };

/** What a clock wants told now: of several that became due meanwhile only the newest. Undefined where nothing is. */
export function toldNow(clock: Watched, telling: Telling, now: number): Told | undefined {
  const { due } = clock;
  if (due === undefined || clock.breachedAt !== undefined) return undefined;
  const left = unwarned(clock, telling);
  if (due <= now) return { is: 'breach', counted: left };
  const passed = left.filter((share) => (clock.at(share) ?? Infinity) <= now);
  const share = passed.at(-1);
  if (share === undefined || tellAt(now, due, telling) > now) return undefined;
  return { is: 'warning', share, counted: passed.slice(0, -1) };
}

/** When it has to be looked at next; undefined where nothing more is to be told. */
export function lookAt(clock: Watched, telling: Telling, now: number): number | undefined {
  const { due } = clock;
  if (due === undefined || clock.breachedAt !== undefined) return undefined;
  const warnings = unwarned(clock, telling)
    .map((share) => clock.at(share))
    .filter((at) => at !== undefined)
    .map((at) => tellAt(Math.max(at, now), due, telling));
  return Math.min(due, ...warnings);
}

/** A warning outside working hours waits until they begin, unless it would come too late then. */
function tellAt(instant: number, due: number, { opening }: Telling): number {
  const open = opening(instant);
  return open === undefined || open >= due ? instant : open;
}

function unwarned({ warned = [] }: Watched, { warnAt }: Telling): number[] {
  return warnAt.filter((share) => !warned.includes(share)).toSorted((left, right) => left - right);
}
