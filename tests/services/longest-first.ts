import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first: begun last, one of them would be waited for alone. */
export const longest = [
  'faults/seeds/seeds',
  'stories/alert-ticket',
  'stories/clock',
  'stories/away',
  'stories/maintenance',
  'stories/stop',
  'stories/storm-large',
  'stories/killed',
  'browser/demo',
  'browser/clock',
  'browser/plugs',
  'browser/tour',
  'stories/alerts',
  'stories/replicas',
  'stories/home',
  'stories/tickets',
  'stories/orders',
  'stories/sources',
  'bot/discord/clicks',
  'bot/slack/platform',
  'bot/discord/session',
  'bot/pump',
].map((name) => `/tests/${name}.test.ts`);

/** The order in which files are begun, so that the workers end together. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((left, right) => rankOf(left) - rankOf(right));
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(name));
  return (project.config.sequence.groupOrder + 1) * longest.length + (place === -1 ? 0 : place - longest.length);
}
