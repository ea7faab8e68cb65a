import type { Check } from '../desk/check.ts';
import { SystemError } from '../desk/errors.ts';
import { mayAct, type Person } from '../desk/people.ts';
import type { Settings } from '../desk/settings.ts';
import type { TimeContract } from '../desk/time/settings.ts';
import type { Integration } from './contract.ts';

/** Whether the time book has what the configuration names: the activity of each contract, and an account of whoever may log. Never throws. */
export async function checkTimeBook(
  settings: Settings,
  people: readonly Person[],
  integration: Integration,
): Promise<Check[]> {
  // That it does not answer is told by its own checks.
  return [
    ...(await quietly(() => checkActivities(settings, integration))),
    ...(await checkPeople(people, integration)),
  ];
}

async function quietly(work: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await work();
  } catch {
    return [];
  }
}

async function checkActivities(settings: Settings, { title, timeReader }: Integration): Promise<Check[]> {
  if (!timeReader) return [];
  const there = new Set(await timeReader.activities());
  const named = activitiesIn(settings);
  const missing = named.filter(({ activity }) => !there.has(activity));
  const what = `${title}: activities`;
  if (missing.length === 0) return [{ what, state: 'good', says: `has ${listed(named.map((one) => one.activity))}` }];
  const says = `has no ${listed(missing.map(({ activity, where }) => `"${activity}" (${where})`))}`;
  const mend = `Correct the name in the settings, or add it in ${title}; there are ${listed([...there])}.`;
  return [{ what, state: 'bad', says, mend }];
}

/** Every activity that somebody's time can be booked under, with where it is set. */
function activitiesIn({ time, tiers, clients }: Settings): { activity: string; where: string }[] {
  const levels: [string, TimeContract | undefined][] = [
    ['time', time],
    ...Object.entries(tiers).map(([name, tier]): [string, TimeContract | undefined] => [`tier ${name}`, tier.time]),
    ...clients.map((client): [string, TimeContract | undefined] => [`client ${client.name}`, client.time]),
  ];
  const all = levels.flatMap(([where, level]) =>
    [level?.activity, level?.alertActivity].flatMap((activity) =>
      activity === undefined ? [] : [{ activity, where }],
    ),
  );
  return [...new Map(all.map((one) => [one.activity, one])).values()];
}

async function checkPeople(people: readonly Person[], integration: Integration): Promise<Check[]> {
  const { title } = integration;
  const found = await Promise.all(
    people.filter((person) => mayAct(person, 'technician')).map((person) => accountOf(person, integration)),
  );
  const wrong = found.filter((one) => typeof one === 'string');
  const what = `${title}: people`;
  if (wrong.length > 0) {
    const mend = `Give each the same e-mail address as here, or name the account as "${integration.id}" under people.`;
    return [{ what, state: 'warning', says: wrong.join(' '), mend }];
  }
  const count = found.filter((one) => one === true).length;
  return count === 0 ? [] : [{ what, state: 'good', says: `knows the ${count} who may log time` }];
}

/** True where there is one, a sentence where there is none, undefined where that cannot be told now. */
async function accountOf(person: Person, { id, title, timeBook }: Integration): Promise<true | string | undefined> {
  if (person.accounts[id] !== undefined) return true;
  if (person.email === undefined) return `${person.name} has no e-mail address here, so that no time can be logged.`;
  try {
    const account = await timeBook?.account(person.email);
    return account ? true : `${title} has nobody active with the address ${person.email} (${person.name}).`;
  } catch (error) {
    // Two with one address is for people to mend.
    return error instanceof SystemError && error.retry === 'never' && error.status === undefined
      ? `${error.message}.`
      : undefined;
  }
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
