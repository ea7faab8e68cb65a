import { dayTime, type DayTime } from '../../desk/time/claimed.ts';
import { typedDay } from '../../desk/clock/day.ts';
import type { DeskView } from '../../desk/decision.ts';
import { HOME, homeCard, type HomeNote, pick } from '../../desk/look/home.ts';
import { onCallLines } from '../../desk/on-call/card.ts';
import { mayAct, type Person, zoneOf } from '../../desk/people.ts';
import { mayShow, ownerOf } from '../../desk/routing.ts';
import { clientOf } from '../../desk/item.ts';
import { knownWork } from '../../store/worked.ts';
import { noteViewer } from '../../store/viewers.ts';
import { viewNow } from '../../store/view.ts';
import type { Answer, Page, Presser } from '../contract.ts';
import { readOpenDesk, type OpenDesk } from '../pump/home-state.ts';
import { messagesOf } from '../pump/home-messages.ts';
import { howToLink } from '../link.ts';
import type { Click, Command, Desk, Press, Verb } from '../table.ts';

/** Hands on that the page is a person's own in the platform, which has room for more than a message. */
const TAB = 'tab';

/** Rows of items: what fits the page, and what fits a message on every platform with all its buttons. */
const ROOM = { page: 70, message: 5 } as const;

interface Reader {
  presser: Presser;
  person: Person | undefined;
  place: string;
}

/** The page of one's own was opened: it is kept as it should be from now on, as long as somebody may be looking. */
export const homeTab: Verb<Press> = { least: 'anyone', run: (desk, press) => drawTab(desk, press) };

/** `/desk home`: the same in a message that the presser alone sees. */
export const homeCommand: Verb<Command> = { least: 'anyone', run: (desk, press) => drawMessage(desk, press) };

/** Draws it again. */
export const homeClick: Verb<Click> = {
  least: 'anyone',
  run: (desk, press) => (press.ask.with === TAB ? drawTab(desk, press) : drawMessage(desk, press)),
};

/** A deed pressed on the page: its answer is the page as it stands then, with what the deed has to say. */
export function onHome(verb: Verb<Click>): Verb<Click> {
  return {
    least: verb.least,
    async run(desk, press) {
      const { with: word, ...ask } = press.ask;
      const answer = await verb.run(desk, { ...press, ask });
      const note = noteFrom(answer, ask.ref);
      if (note === undefined) return answer;
      return word === TAB ? drawTab(desk, press, note) : drawMessage(desk, press, note);
    },
  };
}

async function drawTab(desk: Desk, press: Press, note?: HomeNote): Promise<Page> {
  // Noted before anything is read: what changes from here on is drawn by whoever keeps the pages.
  await noteViewer(desk.store, { ...press.presser, ...(note === undefined ? {} : { note }) });
  return drawHome(desk, await readOpenDesk(desk.store), press, { tab: true, note });
}

async function drawMessage(desk: Desk, press: Press, note?: HomeNote): Promise<Page> {
  return drawHome(desk, await readOpenDesk(desk.store), press, { tab: false, note });
}

/** What this reader may see of the desk there. Whoever is not linked sees how to be, and nothing else. */
export async function drawHome(
  { store, ports }: Pick<Desk, 'store' | 'ports'>,
  open: OpenDesk,
  { presser, person, place }: Reader,
  { tab, note }: { tab: boolean; note?: HomeNote | undefined },
): Promise<Page> {
  if (!person) return { is: 'said', line: [howToLink(presser)] };
  const view = await viewNow(store);
  const { settings, links } = { ...store.house };
  const seen = {
    alerts: open.alerts.filter((alert) => mayShow(clientOf(alert), place, settings)),
    tickets: open.tickets.filter((ticket) => mayShow(clientOf(ticket), place, settings)),
  };
  const hours = await unloggedToday(store, person, view);
  const room = tab ? ROOM.page : ROOM.message;
  const picked = pick(seen, person, view, hours.today?.gap ? room - 1 : room);
  const inside = ownerOf(place, settings) === undefined;
  const card = homeCard({
    person,
    acts: mayAct(person, 'technician'),
    view,
    picked,
    messages: await messagesOf(store, ports, [...picked.alerts.shown, ...picked.tickets.shown], {
      platform: presser.platform,
      place,
    }),
    silences: inside ? open.silences : open.silences.map(({ why: _why, ...silence }) => silence),
    stops: view.stops.filter(({ client }) => mayShow(client, place, settings)),
    onCall: onCallLines(ownerOf(place, settings), view),
    watching: Object.keys(store.house.sources).length > 0,
    links,
    ...hours,
    ...(tab ? { word: TAB } : {}),
    ...(note === undefined ? {} : { note }),
  });
  return { is: 'card', card };
}

/** What of today is not logged, for those who log. */
async function unloggedToday(store: Desk['store'], person: Person, view: DeskView): Promise<{ today?: DayTime }> {
  const { settings, timeBook, now } = view;
  if (timeBook === undefined || !mayAct(person, 'technician')) return {};
  const day = typedDay('today', now, zoneOf(person, settings));
  return day ? { today: dayTime(person, day, await knownWork(store), settings, now) } : {};
}

/** What a deed answers as a row; forms stay what they are. */
function noteFrom(answer: Answer, ref: string): HomeNote | undefined {
  if (answer.is === 'said') return { ref, row: { line: answer.line } };
  if (answer.is !== 'card' || answer.card.ref === HOME) return undefined;
  const [line = [answer.card.title]] = answer.card.lines;
  const [action] = answer.card.actions;
  return { ref, row: { line, ...(action === undefined ? {} : { action: { ...action, ref: answer.card.ref } }) } };
}
