import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD, demoUserId } from '#db/seed/demo/access';
import { demoTenants } from '#db/seed/tenants';
import { changeSecurity } from '~/domain/access/change-security';
import { actorOf } from '../actors';
import { useSite } from '../e2e/site';
import { totp } from '../totp';
import { cookiesOf, joinSite, sendForm, signInAs } from './people-at-work';

const site = useSite();
const [here] = demoTenants;
let leave: () => Promise<void>;
let owner: postgres.Sql;

beforeAll(async () => {
  leave = await joinSite(site);
  owner = postgres(site.ownerUrl, { max: 1 });
}, 120_000);
afterAll(async () => {
  await leave?.();
  await owner?.end();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.origin + path, { redirect: 'manual', headers });

const plainText = (text: string) =>
  text
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** Values of a page's hidden and other inputs, in order. */
const inputsOf = (html: string): [string, string][] =>
  [...html.matchAll(/<input[^>]*>/g)].flatMap(([tag]) => {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    return name
      ? [[plainText(name), plainText(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')] as [string, string]]
      : [];
  });
const inputOf = (html: string, name: string) => inputsOf(html).find(([one]) => one === name)?.[1];

const credentials = (userName: string) => ({ step: 'password', userName, password: DEMO_PASSWORD });

/** A session that was good a moment ago. */
async function expiredCookie(role: 'admin' | 'intake'): Promise<string> {
  const cookie = await signInAs(site, role);
  await owner`delete from sessions where user_id = ${demoUserId(role, here)}`;
  return cookie;
}

describe('the way to sign in and back', () => {
  it('leads to the page that was asked for', async () => {
    const away = await get('/audit?area=access');
    expect(away.status).toBe(302);
    const location = away.headers.get('location') ?? '';
    expect(location).toBe('/sign-in?next=%2Faudit%3Farea%3Daccess');
    const html = await (await get(location)).text();
    const next = inputOf(html, 'next') ?? '';
    const back = await sendForm(site, '/sign-in', { ...credentials('lead'), next });
    expect([back.status, back.headers.get('location')]).toEqual([303, '/audit?area=access']);
    const page = await get('/audit?area=access', { cookie: cookiesOf(back) });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('审计记录');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)'])(
    'never leads to %s',
    async (next) => {
      const back = await sendForm(site, '/sign-in', { ...credentials('lead'), next });
      expect(back.headers.get('location')).toBe('/');
    },
  );

  it('keeps the user name and says what is wrong, in the language of the browser', async () => {
    const wrong = { step: 'password', userName: 'nobody<b>', password: 'x' };
    const chinese = await sendForm(site, '/sign-in', wrong);
    expect(chinese.status).toBe(422);
    const html = await chinese.text();
    expect(html).toContain('用户名或密码不对');
    expect(html).not.toContain('nobody<b>');
    expect(inputOf(html, 'userName')).toBe('nobody<b>');
    expect(html).not.toContain('value="x"');
    const english = await sendForm(site, '/sign-in', wrong, { 'Accept-Language': 'en' });
    expect(await english.text()).toContain('The user name or password is wrong');
  });

  it('ends with signing out, here or everywhere', async () => {
    const [desk, telephone] = [await signInAs(site, 'finance'), await signInAs(site, 'finance')];
    const page = (cookie: string) => get('/account', { cookie }).then(({ status }) => status);
    const out = await sendForm(site, '/sign-out', {}, { cookie: desk });
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-in']);
    expect([await page(desk), await page(telephone)]).toEqual([302, 200]);
    const again = await signInAs(site, 'finance');
    await sendForm(site, '/sign-out', { everywhere: 'yes' }, { cookie: again });
    expect([await page(again), await page(telephone)]).toEqual([302, 302]);
  });
});

describe('a form from another site', () => {
  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': '', Origin: 'null' },
    { 'Sec-Fetch-Site': '', Origin: '', Referer: 'https://evil.example/form' },
  ])('is refused: %o', async (headers) => {
    const cookie = await signInAs(site, 'admin');
    const given = Object.entries({ Origin: site.origin, cookie, ...headers }).filter(([, value]) => value);
    const answer = await fetch(`${site.origin}/admin/security`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ staffSecondFactor: 'on' }),
      headers: Object.fromEntries(given),
    });
    expect(answer.status).toBe(403);
    expect(await owner`select 1 from security_settings where staff_second_factor`).toHaveLength(0);
  });
});

describe('a sign-in that expires in the middle of a form', () => {
  const typed = {
    name: '王小明 <b>&"',
    userName: 'wang.xm',
    roles: 'intake',
    townCode: '',
    password: 'typed-before-1',
  };

  /** Sends the form as a browser does that follows 307 with the same form. */
  async function sendExpired(): Promise<string> {
    const cookie = await expiredCookie('admin');
    const away = await sendForm(site, '/admin/users/new', typed, { cookie });
    expect(away.status).toBe(307);
    const asked = await sendForm(site, away.headers.get('location') ?? '', typed, { cookie });
    expect(asked.status).toBe(401);
    return asked.text();
  }

  it('loses nothing that was typed but a password', async () => {
    const html = await sendExpired();
    expect(html).toContain('登录已过期');
    expect(html).not.toContain('王小明');
    const kept = inputOf(html, 'kept') ?? '';
    const next = inputOf(html, 'next') ?? '';

    const wrong = await sendForm(site, '/sign-in', {
      step: 'password',
      userName: 'admin',
      password: 'oops',
      next,
      kept,
    });
    expect(inputOf(await wrong.text(), 'kept')).toBe(kept);

    const right = await sendForm(site, '/sign-in', { ...credentials('admin'), next, kept });
    expect(right.status).toBe(200);
    const resume = await right.text();
    expect(resume).toContain('action="/admin/users/new"');
    const { password: _, ...rest } = typed;
    const fields = inputsOf(resume.slice(resume.indexOf('action="/admin/users/new"'))).filter(
      ([name]) => name in typed,
    );
    expect(Object.fromEntries(fields)).toEqual(rest);

    const sent = await sendForm(site, '/admin/users/new', Object.fromEntries(fields), {
      cookie: cookiesOf(right),
    });
    expect(sent.status).toBe(422);
    const form = await sent.text();
    expect(inputOf(form, 'name')).toBe(typed.name);
    expect(inputOf(form, 'userName')).toBe(typed.userName);
  });

  it('goes on to the page when what was kept was changed on the way', async () => {
    const kept = inputOf(await sendExpired(), 'kept') ?? '';
    const changed = `${kept.slice(0, 40)}${kept[40] === 'A' ? 'B' : 'A'}${kept.slice(41)}`;
    const right = await sendForm(site, '/sign-in', {
      ...credentials('admin'),
      next: '/admin/users/new',
      kept: changed,
    });
    expect([right.status, right.headers.get('location')]).toEqual([303, '/admin/users/new']);
  });

  it('says so when it was too much to keep', async () => {
    const answer = await sendForm(site, '/sign-in?resume=1&next=%2Fadmin%2Fusers%2Fnew', {
      name: 'x'.repeat(250_000),
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('无法留存');
  });
});

describe('what is still owed at sign-in', () => {
  it('is a password of one’s own when somebody else has set it', async () => {
    const admin = await signInAs(site, 'admin');
    const made = await sendForm(
      site,
      '/admin/users/new',
      { name: '赵六', userName: 'zhao.liu', roles: 'intake', password: 'first-password-9' },
      { cookie: admin },
    );
    expect(made.status).toBe(303);
    const first = await sendForm(site, '/sign-in', {
      step: 'password',
      userName: 'zhao.liu',
      password: 'first-password-9',
    });
    const cookie = cookiesOf(first);
    const page = await get('/account', { cookie });
    expect([page.status, page.headers.get('location')]).toEqual([303, '/account/password']);
    const changed = await sendForm(
      site,
      '/account/password',
      {
        password: 'first-password-9',
        newPassword: 'my own long password',
        repeatedPassword: 'my own long password',
      },
      { cookie },
    );
    expect([changed.status, changed.headers.get('location')]).toEqual([303, '/']);
    expect((await get('/account', { cookie })).status).toBe(200);
  });

  it('is a second factor of staff when the tenant demands one; the QR code carries the secret', async () => {
    await changeSecurity(actorOf('admin'), { staffSecondFactor: true });
    try {
      const cookie = await signInAs(site, 'intake');
      const volunteer = await signInAs(site, 'volunteer');
      expect((await get('/account', { cookie: volunteer })).status).toBe(200);
      const page = await get('/account', { cookie });
      expect([page.status, page.headers.get('location')]).toEqual([303, '/second-factor']);
      const post = await sendForm(site, '/account', { intent: 'locale', locale: 'en' }, { cookie });
      expect(post.headers.get('location')).toBe('/second-factor');

      const begun = await (
        await sendForm(site, '/second-factor', { intent: 'begin', password: DEMO_PASSWORD }, { cookie })
      ).text();
      const secret = inputOf(begun, 'secret') ?? '';
      expect(begun).toContain('data:image/svg+xml,');
      const fields = { intent: 'confirm', secret, backupCodes: inputOf(begun, 'backupCodes') ?? '' };
      const wrong = await sendForm(site, '/second-factor', { ...fields, code: '000000' }, { cookie });
      expect(wrong.status).toBe(422);
      expect(inputOf(await wrong.text(), 'secret')).toBe(secret);
      const code = () => totp(secret);
      const done = await sendForm(site, '/second-factor', { ...fields, code: code() }, { cookie });
      expect([done.status, done.headers.get('location')]).toEqual([303, '/']);
      expect((await get('/account', { cookie: cookiesOf(done) })).status).toBe(200);

      const again = await sendForm(site, '/sign-in', { ...credentials('intake'), next: '/account' });
      expect(again.status).toBe(200);
      expect(await again.text()).toContain('输入验证码');
      const pending = cookiesOf(again);
      expect((await get('/account', { cookie: pending })).status).toBe(302);
      const entered = await sendForm(
        site,
        '/sign-in',
        { step: 'code', code: code(), next: '/account' },
        { cookie: pending },
      );
      expect([entered.status, entered.headers.get('location')]).toEqual([303, '/account']);
      expect((await get('/account', { cookie: cookiesOf(entered) })).status).toBe(200);
    } finally {
      await changeSecurity(actorOf('admin'), { staffSecondFactor: false });
    }
  });
});

describe('an address that holds a secret', () => {
  it('says when to come back once there were too many requests, on the page too', async () => {
    const path = `/join/${'x'.repeat(43)}`;
    let answer = await get(path);
    // More than two minutes' worth: some minute has too many wherever it ends.
    for (let asked = 1; asked < 70 && answer.status !== 429; asked++) answer = await get(path);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
  });
});
