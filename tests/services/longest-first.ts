import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first: begun last, one of them would be waited for alone. */
export const longest = [
  'faults/seeds/seeds',
  'stories/alert-ticket',
  'stories/away',
  'browser/storm',
  'browser/clock',
  'stories/stop',
  'stories/home',
  'stories/maintenance',
  'stories/alerts',
  'browser/demo',
  'browser/plugs',
  'stories/orders',
  'stories/clocks',
  'stories/replicas',
  'stories/on-call',
  'stories/time',
  'stories/sources',
  'stories/tickets',
  'stories/storm-large',
  'stories/ledger',
  'browser/accessibility',
  'stories/clock',
  'stories/killed',
  'browser/tour',
  'bot/slack/platform',
  'desk/clock/sla-oracle',
  'bot/discord/session',
  'bot/alert/site-down',
  'bot/discord/clicks',
  'bot/pump/pump',
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
