import { fileURLToPath } from 'node:url';
import { act, card, open, startBrowser, startDemoProcess, visit, type Visit } from './stage.ts';

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** A night at the desk, told as the pictures of the README show it: the tour, then all of it in light and in dark. */
export async function takePictures(): Promise<void> {
  const demo = await startDemoProcess('--port', '0', '--report-every', '3600');
  const browser = await startBrowser();
  try {
    const here = await visit(browser, demo.url, { width: 1360, height: 900 });
    await tour(here);
    await night(here);
    for (const colorScheme of ['light', 'dark'] as const) {
      await here.page.emulateMedia({ colorScheme });
      await picture(here, colorScheme === 'dark' ? 'demo-dark' : 'demo');
    }
  } finally {
    await browser.close();
    await demo.interrupt();
  }
}

/** The tour after its first card: where to press next, and the card beside it. */
async function tour(here: Visit): Promise<void> {
  const { page, slack, discord, panel } = here;
  await act(here, 'Ben');
  await page.getByRole('button', { name: 'Tour' }).click();
  await panel.getByRole('button', { name: 'Raise the alert' }).click();
  for (const column of [slack, discord]) await card(column, 'CRITICAL').waitFor();
  await page.getByText('3 of 9: Acknowledge it on one chat').waitFor();
  await page.getByRole('region', { name: 'Tour' }).locator('summary').click();
  await picture(here, 'tour');
  await page.getByRole('region', { name: 'Tour' }).getByRole('button', { name: 'Leave' }).click();
}

async function night(here: Visit): Promise<void> {
  const { page, slack, discord, behind, panel } = here;
  await open(here, 'A mail');
  await panel.getByRole('button', { name: 'Send the mail' }).click();
  await act(here, 'Ben');
  await card(discord, 'Printer on floor 2').getByRole('button', { name: 'Claim' }).click();
  await card(slack, 'Printer on floor 2').getByText('Ben Cole').waitFor();
  await open(here, 'An alert');
  await panel.getByLabel('Client').selectOption('Globex');
  await panel.getByLabel('Device').selectOption('GLOBEX-SQL01');
  await panel.getByLabel('What fails').selectOption('Backup age');
  await panel.getByRole('button', { name: 'Raise the alert' }).click();
  await act(here, 'Ann');
  await card(slack, 'GLOBEX-SQL01').getByRole('button', { name: 'Acknowledge' }).click();
  await card(discord, 'GLOBEX-SQL01').getByText('Acknowledged by').waitFor();
  await card(discord, 'GLOBEX-SQL01').getByRole('button', { name: 'Log time' }).click();
  const modal = page.getByRole('dialog');
  await modal.getByRole('textbox', { name: 'Hours' }).fill('0.5');
  await modal.getByRole('button', { name: 'Submit' }).click();
  for (const column of [slack, discord]) await card(column, 'GLOBEX-SQL01').getByText('saved as a draft').waitFor();
  await behind.getByText('Ann Baker, Globex: 0.5 h').waitFor();
  await act(here, 'Cara');
}

/** The page as it stands, each chat at its newest card and nothing in it focused. */
async function picture({ page, slack, discord }: Visit, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).click();
  for (const column of [slack, discord])
    await column.getByRole('log').evaluate('(list) => { list.scrollTop = list.scrollHeight; }');
  await page.screenshot({ path: `${IMAGES}${name}.png` });
}
