import { type Destination, platformOf } from './desk/destination.ts';
import { placesOf } from './desk/digest/settings.ts';
import { isNamed, wrongWith } from './desk/quiet/maintenance.ts';
import type { Settings } from './desk/settings.ts';
import { covered } from './desk/clock/spans.ts';
import { unknownExceptions, unknownPlace, yearsAround } from './holidays.ts';
import type { Systems } from './systems.ts';

/** Something wrong at a place of the YAML file. */
export interface Misplaced {
  path: readonly PropertyKey[];
  says: string;
}

export interface House {
  systems: Systems;
  /** The platforms that are switched on. */
  on: readonly string[];
  /** Parts of the file that could not be read: nothing is said about names that point there. */
  broken: ReadonlySet<string>;
}

/** Names that point nowhere, and channels that nobody serves: what goes there would never be seen. */
export function misfits(settings: Settings, house: House): Misplaced[] {
  return [
    ...strangeAccounts(settings, house),
    ...samePeople(settings),
    ...(house.broken.has('tiers') ? [] : missingTiers(settings)),
    ...(house.broken.has('calendars') ? [] : missingCalendars(settings)),
    ...(house.broken.has('people')
      ? []
      : [...strangersOnDuty(settings), ...strangeAuthors(settings), ...strangersOnCall(settings)]),
    ...sameRotations(settings),
    ...missingRotations(settings),
    ...unservedDestinations(settings, house),
    ...sharedChannels(settings),
    ...wrongQuiet(settings, house),
    ...unknownHolidays(settings),
    ...wrongWindows(settings, house),
    ...wrongWarnings(settings),
    ...(house.broken.has('people') ? [] : strangeCoordinators(settings)),
  ];
}

const OWN_WORDS = new Set(['name', 'email', 'role', 'zone']);

function strangeAccounts({ people }: Settings, { systems }: House): Misplaced[] {
  const ids = [...systems.platforms, ...systems.integrations].map((system) => system.id);
  return people.flatMap((person, index) =>
    Object.keys(person)
      .filter((word) => !OWN_WORDS.has(word) && !ids.includes(word))
      .map((word) => ({
        path: ['people', index, word],
        says: `there is no system "${word}"; known are ${ids.join(', ')}`,
      })),
  );
}

/** People are told apart by their address, or by their name where there is none. */
function samePeople({ people }: Settings): Misplaced[] {
  const ids = people.map((person) => person.email?.toLowerCase() ?? person.name);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) < index ? [{ path: ['people', index], says: `"${id}" is there twice` }] : [],
  );
}

function missingTiers({ clients, tiers, oncall, escalation }: Settings): Misplaced[] {
  const named = [
    ...clients.map(({ tier }, index) => ({ path: ['clients', index, 'tier'], tier })),
    ...oncall.rotations.flatMap((one, index) =>
      one.tiers.map((tier, at) => ({ path: ['oncall', 'rotations', index, 'tiers', at], tier })),
    ),
    ...(escalation.chains ?? []).map(({ when }, index) => ({
      path: ['escalation', 'chains', index, 'when', 'tier'],
      tier: when.tier,
    })),
  ];
  return named.flatMap(({ path, tier }) =>
    tier === undefined || Object.hasOwn(tiers, tier) ? [] : [{ path, says: `there is no tier "${tier}" under tiers` }],
  );
}

/** Nobody would ever wonder why such a person gets no ticket. */
function strangersOnDuty({ people, tickets }: Settings): Misplaced[] {
  if (people.length === 0) return [];
  return (tickets.assign?.who ?? []).flatMap(({ name }, index) =>
    people.some((one) => isNamed(one, name))
      ? []
      : [{ path: ['tickets', 'assign', 'who', index], says: `there is nobody called "${name}" under people` }],
  );
}

/** They would be called in vain. */
function strangersOnCall({ people, oncall, escalation, stop }: Settings): Misplaced[] {
  if (people.length === 0) return [];
  const named = [
    ...oncall.rotations.flatMap(({ layers }, index) =>
      layers.flatMap((layer, at) =>
        layer.people.map((name, place) => ({
          path: ['oncall', 'rotations', index, 'layers', at, 'people', place],
          name,
        })),
      ),
    ),
    ...oncall.gaps.people.map((name, index) => ({ path: ['oncall', 'gaps', 'people', index], name })),
    ...escalation.people.map((name, index) => ({ path: ['escalation', 'people', index], name })),
    ...stop.page.people.map((name, index) => ({ path: ['stop', 'page', 'people', index], name })),
    ...(escalation.chains ?? []).flatMap(({ steps }, index) =>
      steps.flatMap(({ call }, at) =>
        typeof call === 'string'
          ? []
          : call.map((name, place) => ({
              path: ['escalation', 'chains', index, 'steps', at, 'call', place],
              name,
            })),
      ),
    ),
  ];
  return named.flatMap(({ path, name }) =>
    people.some((one) => isNamed(one, name)) ? [] : [{ path, says: `there is nobody called "${name}" under people` }],
  );
}

/** A step that asks whoever is on call, where nobody ever is. */
function missingRotations({ oncall, escalation }: Settings): Misplaced[] {
  return (escalation.chains ?? []).flatMap(({ steps }, index) =>
    steps.flatMap(({ call, rotation }, at): Misplaced[] => {
      const path = ['escalation', 'chains', index, 'steps', at];
      if (rotation !== undefined && !oncall.rotations.some(({ name }) => name === rotation))
        return [{ path: [...path, 'rotation'], says: `there is no rotation "${rotation}" under oncall` }];
      return (call === 'on-call' || call === 'next') && oncall.rotations.length === 0
        ? [{ path: [...path, 'call'], says: 'nobody is on call: there is no rotation under oncall' }]
        : [];
    }),
  );
}

/** What was arranged for a rotation is kept under its name. */
function sameRotations({ oncall }: Settings): Misplaced[] {
  const names = oncall.rotations.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: ['oncall', 'rotations', index, 'name'], says: `"${name}" is there twice` }]
      : [],
  );
}

/** A mail needs somebody in whose name it is written, and when a ticket is new nobody has it. */
function strangeAuthors({ people, tickets }: Settings): Misplaced[] {
  return tickets.tell.flatMap(({ by, created }, index): Misplaced[] => {
    const path = ['tickets', 'tell', index];
    if (by === undefined && created !== undefined)
      return [{ path, says: 'name under "by" in whose name the sender of a new ticket is written to' }];
    if (by === undefined || people.length === 0 || people.some((one) => isNamed(one, by))) return [];
    return [{ path: [...path, 'by'], says: `there is nobody called "${by}" under people` }];
  });
}

function missingCalendars({ clients, tiers, sla, calendars, tickets, time, oncall }: Settings): Misplaced[] {
  const named = [
    ...Object.entries(tiers).map(([name, tier]) => ({ path: ['tiers', name, 'calendar'], calendar: tier.calendar })),
    ...clients.map(({ calendar }, index) => ({ path: ['clients', index, 'calendar'], calendar })),
    { path: ['sla', 'calendar'], calendar: sla.calendar },
    ...oncall.rotations.flatMap(({ hours, layers }, index) => [
      { path: ['oncall', 'rotations', index, 'hours'], calendar: hours },
      ...layers.map(({ during }, at) => ({
        path: ['oncall', 'rotations', index, 'layers', at, 'during'],
        calendar: during,
      })),
    ]),
    { path: ['tickets', 'assign', 'calendar'], calendar: tickets.assign?.calendar },
    { path: ['time', 'calendar'], calendar: time.calendar },
    ...(tickets.assign?.who ?? []).map(({ calendar }, index) => ({
      path: ['tickets', 'assign', 'who', index, 'calendar'],
      calendar,
    })),
  ];
  return named.flatMap(({ path, calendar }) =>
    calendar === undefined || Object.hasOwn(calendars, calendar)
      ? []
      : [{ path, says: `there is no calendar "${calendar}" under calendars` }],
  );
}

/** Warnings that would come in another order than they are written. */
function wrongWarnings({ sla: { warnAt } }: Settings): Misplaced[] {
  return warnAt.flatMap((share, index): Misplaced[] => {
    const before = warnAt[index - 1];
    if (before === undefined || before < share) return [];
    const sorted = [...new Set(warnAt)].toSorted((left, right) => left - right);
    return [{ path: ['sla', 'warnAt', index], says: `${share} comes after ${before}: write [${sorted.join(', ')}]` }];
  });
}

/** A breach of which a coordinator should hear that nobody is would be told to the leads alone. */
function strangeCoordinators({ people, sla }: Settings): Misplaced[] {
  if (people.length === 0) return [];
  return sla.coordinator.people.flatMap((name, index) =>
    people.some((one) => isNamed(one, name))
      ? []
      : [{ path: ['sla', 'coordinator', 'people', index], says: `there is nobody called "${name}" under people` }],
  );
}

function unservedDestinations(settings: Settings, { systems, on }: House): Misplaced[] {
  const ids = systems.platforms.map((system) => system.id);
  return destinationsIn(settings).flatMap(({ path, destination }) => {
    const platform = platformOf(destination);
    if (on.includes(platform)) return [];
    const says = ids.includes(platform)
      ? `${platform} is not switched on, so nothing would arrive there`
      : `there is no chat "${platform}"; known are ${ids.join(', ')}`;
    return [{ path, says }];
  });
}

function destinationsIn({ routes, clients, digests, escalation, oncall, quiet }: Settings): {
  path: PropertyKey[];
  destination: Destination;
}[] {
  return [
    ...escalation.to.map((destination, at) => ({ path: ['escalation', 'to', at], destination })),
    ...oncall.rotations.flatMap(({ to }, index) =>
      to.map((destination, at) => ({ path: ['oncall', 'rotations', index, 'to', at], destination })),
    ),
    ...routes.flatMap(({ to }, index) =>
      to.map((destination, at) => ({ path: ['routes', index, 'to', at], destination })),
    ),
    ...quiet.flatMap(({ to = [] }, index) =>
      to.map((destination, at) => ({ path: ['quiet', index, 'to', at], destination })),
    ),
    ...clients.flatMap(({ channels }, index) =>
      channels.map((destination, at) => ({ path: ['clients', index, 'channels', at], destination })),
    ),
    ...(digests ?? []).flatMap((digest, index) =>
      placesOf(digest).map((destination, at) => ({ path: ['digests', index, 'to', at], destination })),
    ),
  ];
}

/** A channel is one client's alone. */
function sharedChannels({ clients }: Settings): Misplaced[] {
  const owners = new Map<Destination, string>();
  return clients.flatMap(({ name, channels }, index) =>
    channels.flatMap((destination, at) => {
      const owner = owners.get(destination);
      if (owner === undefined) owners.set(destination, name);
      if (owner === undefined || owner === name) return [];
      return [{ path: ['clients', index, 'channels', at], says: `this channel is ${owner}'s alone already` }];
    }),
  );
}

/** Days that nobody would keep free, and those on which nobody would work as they were told. */
function unknownHolidays({ calendars }: Settings): Misplaced[] {
  return Object.entries(calendars).flatMap(([name, { public: country }]): Misplaced[] => {
    if (!country) return [];
    const path = ['calendars', name, 'public'];
    const wrong = unknownPlace(country);
    if (wrong) return [{ path: [...path, wrong.part], says: wrong.says }];
    if (country.except.length === 0) return [];
    return unknownExceptions(country, yearsAround(new Date().getUTCFullYear())).map((index) => ({
      path: [...path, 'except', index],
      says: `no holiday there is called "${country.except[index]}", in English or in its own language, or falls on that date`,
    }));
  });
}

/** Quiet hours that would never begin or never end. */
function wrongQuiet({ quiet, calendars }: Settings, { broken }: House): Misplaced[] {
  const all = quiet.findIndex(({ to }) => to === undefined);
  return quiet.flatMap(({ calendar, hours }, index): Misplaced[] => {
    const path = ['quiet', index];
    if ((calendar === undefined) === (hours === undefined))
      return [{ path, says: 'name either a calendar, outside of which it is quiet, or the hours of every day' }];
    if (all >= 0 && all < index) return [{ path, says: `entry ${all + 1} is about every channel already` }];
    if (hours)
      return alwaysQuiet(hours)
        ? [{ path: [...path, 'hours'], says: 'this is the whole day: it would never open' }]
        : [];
    if (calendar === undefined || broken.has('calendars')) return [];
    const known = Object.hasOwn(calendars, calendar) ? calendars[calendar] : undefined;
    if (!known) return [{ path: [...path, 'calendar'], says: `there is no calendar "${calendar}" under calendars` }];
    if (known.always || Object.values(known.week).every((day) => day.length === 0))
      return [{ path: [...path, 'calendar'], says: `${calendar} is open ${known.always ? 'always' : 'never'}` }];
    return [];
  });
}

/** Windows that together leave no minute free. */
function alwaysQuiet(hours: readonly { from: string; to: string }[]): boolean {
  const minutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const spans = hours.flatMap(({ from, to }) =>
    to <= from
      ? [
          { from: minutes(from), to: 1_440 },
          { from: 0, to: minutes(to) },
        ]
      : [{ from: minutes(from), to: minutes(to) }],
  );
  return covered(spans) >= 1_440;
}

/** Windows that would be about nothing or never hold, and those of which nobody would know the owner. */
function wrongWindows({ maintenance, people }: Settings, { broken }: House): Misplaced[] {
  const written = maintenance.map((setting) => JSON.stringify(setting));
  return maintenance.flatMap((setting, index): Misplaced[] => {
    const path = ['maintenance', index];
    const wrong = wrongWith(setting);
    if (wrong) return [{ path: [...path, wrong.part], says: wrong.says }];
    if (written.indexOf(written[index] ?? '') < index) return [{ path, says: 'the same window is there twice' }];
    if (broken.has('people') || people.length === 0 || people.some((one) => isNamed(one, setting.owner))) return [];
    return [{ path: [...path, 'owner'], says: `there is nobody called "${setting.owner}" under people` }];
  });
}
