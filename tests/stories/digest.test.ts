import { expect, test } from 'vitest';
import { moveWorld, VIRTUAL } from './clock.ts';
import { killAndStart } from './kill.ts';
import { card, discordCards, slackCards, until } from './sight.ts';
import { DISCORD_CHANNEL, SLACK_CHANNEL, startWorld, type World } from './world.ts';

const ZONE = 'Europe/Berlin';
const SETTINGS = `
zone: ${ZONE}
digests:
  - { to: ["slack:${SLACK_CHANNEL}", "discord:${DISCORD_CHANNEL}"], at: "02:30" }
`;

/** The next local dates on which the clock is put ahead and back, whichever comes first. */
function changes(): { date: Temporal.PlainDate; isSpring: boolean }[] {
  const found: { date: Temporal.PlainDate; isSpring: boolean }[] = [];
  let date = Temporal.Now.plainDateISO(ZONE).add({ days: 2 });
  while (found.length < 2) {
    const { hoursInDay } = date.toZonedDateTime(ZONE);
    if (hoursInDay !== 24) found.push({ date, isSpring: hoursInDay === 23 });
    date = date.add({ days: 1 });
  }
  return found;
}

async function moveTo(world: World, date: Temporal.PlainDate, time: string, disambiguation: 'earlier' | 'later') {
  const wall = date.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(ZONE, { disambiguation });
  await moveWorld(world, wall.epochMilliseconds - Date.now());
}

function counts(world: World, date: Temporal.PlainDate): [slack: number, discord: number] {
  const titled = ({ words }: { words: string }): boolean => words.includes(`How things stand, ${date.toString()}`);
  return [slackCards(world).filter(titled).length, discordCards(world).filter(titled).length];
}

test('over both changes of the clock each date has its digest once, on both chats, also where the bot is killed at that minute', async () => {
  await using world = await startWorld({ settings: SETTINGS, environment: VIRTUAL, ownProcess: true });
  await card(world, 'slack', 'Watching Tactical RMM');
  for (const { date, isSpring } of changes()) {
    const next = date.add({ days: 1 });
    const once = (day: Temporal.PlainDate) =>
      until(() => counts(world, day).every((count) => count > 0), `the digest of ${day.toString()}`);
    await moveTo(world, date, '01:50', 'earlier');
    // 02:30 is skipped in spring, and half past three counts; in autumn it comes twice, and the first counts.
    await moveTo(world, date, isSpring ? '03:31' : '02:31', 'earlier');
    await killAndStart(world);
    await once(date);
    await moveTo(world, date, isSpring ? '04:31' : '02:31', 'later');
    await moveTo(world, next, '02:31', 'earlier');
    await once(next);
    expect([counts(world, date), counts(world, next)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  }
}, 90_000);
