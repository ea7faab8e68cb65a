import { actor, state } from '../state.js';

/** @import { Person } from '../wire.d.ts' */

/** Those who have an account in FreeScout. */
export function agents() {
  return (state.pictures.demo?.people ?? []).filter((one) => !one.does.includes('guest'));
}

/**
 * Whose hand it is in FreeScout: the person's who acts, or the first agent's, since a guest has no account there.
 * @param {Person[]} people
 */
export function handOf(people) {
  return people.find((one) => one.email === actor()?.email)?.email ?? people[0]?.email;
}
