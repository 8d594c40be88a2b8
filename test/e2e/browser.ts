import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findChromium } from './chromium';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** How somebody looks at the product. */
export interface View {
  /** Width of the window in CSS pixels: a telephone has 390, a tablet held upright 820, a desk 1440. */
  readonly width?: 390 | 820 | 1440;
  readonly locale?: 'zh-CN' | 'en';
  /** `false`: the page must do without script. */
  readonly javaScript?: boolean;
}

/** A browser of the calling test file. Each `open` is a person of their own, with cookies of their own. */
export interface TestBrowser {
  open(origin: string, view?: View): Promise<Page>;
}

/**
 * What Remix says in the console when somebody goes on before the answer to their last step has wholly arrived: the rest
 * of that answer is given up, as it should be.
 */
const WENT_ON = /AbortError: BodyStreamBuffer was aborted/;

function listen(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !WENT_ON.test(message.text()))
      problems.push(`${page.url()}: ${message.text()}`);
  });
}

/**
 * Starts a browser for the calling test file. A test in which a page reports an error, in the console or by
 * throwing, fails; `expected` names those that a test is about, such as the answer 403.
 */
export function useBrowser({ expected = [] }: { expected?: readonly RegExp[] } = {}): TestBrowser {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    const { executablePath, env } = await findChromium();
    const environment = Object.fromEntries(
      Object.entries({ ...process.env, ...env }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    browser = await chromium.launch({
      executablePath,
      env: environment,
      args: FLAGS,
      chromiumSandbox: false,
    });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const found = problems.splice(0).filter((problem) => !expected.some((pattern) => pattern.test(problem)));
    expect(found, 'errors that pages reported').toEqual([]);
  });
  afterAll(() => browser?.close());

  return {
    async open(origin, { width = 1440, locale = 'zh-CN', javaScript = true } = {}) {
      const context = await browser.newContext({
        baseURL: origin,
        locale,
        timezoneId: 'Asia/Shanghai',
        viewport: { width, height: { 390: 844, 820: 1180, 1440: 900 }[width] },
        isMobile: width < 1440,
        hasTouch: width < 1440,
        javaScriptEnabled: javaScript,
        reducedMotion: 'reduce',
      });
      contexts.push(context);
      context.setDefaultTimeout(30_000);
      context.on('page', (page) => listen(page, problems));
      return context.newPage();
    },
  };
}
