import { viewJson } from '../modals.ts';
import { directChannel } from '../world.ts';
import { notSent, personIn, seen, type Outcome, type Reach } from './outcome.ts';

export interface Visit {
  user: string;
  /** Default `home`. */
  tab?: 'home' | 'messages';
}

/** Opens the app's own page at a tab; the view is what the bot had published by the time it acked. */
export async function openHome({ world, office }: Reach, { user, tab = 'home' }: Visit): Promise<Outcome> {
  personIn(world, user);
  if (!world.settings.appHome[tab]) throw new Error(`The app has no ${tab} tab`);
  const home = tab === 'home' ? world.homes.get(user) : undefined;
  const ack = await office.announce('app_home_opened', {
    type: 'app_home_opened',
    user,
    channel: directChannel(world, user).id,
    tab,
    ...(home ? { view: viewJson(world, home) } : {}),
  });
  if (!ack) return notSent('not_subscribed');
  const shown = tab === 'home' ? world.homes.get(user) : undefined;
  return { ...seen(world, user, ack), ...(shown ? { view: viewJson(world, shown) } : {}) };
}
