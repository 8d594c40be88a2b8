import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '#db/seed/demo/access';
import type { TestBrowser, View } from './browser';
import type { Site } from './site';

/** Opens a browser of somebody's own and signs in with a demo account. */
export async function signIn(browser: TestBrowser, site: Site, userName: string, view?: View): Promise<Page> {
  const page = await browser.open(site.origin, view);
  await page.goto('/sign-in');
  await page.fill('[name=userName]', userName);
  await page.fill('[name=password]', DEMO_PASSWORD);
  await page.click('main button[type=submit]:visible');
  await page.waitForURL('**/');
  return page;
}

/** What the browser's console says of a form that was refused; a journey that is about refusals expects it. */
export const REFUSED = /status of 422/;
