import { data, redirect } from '@remix-run/node';
import { localeCookie } from '~/platform/i18n/locale.server';
import { isLocale } from '~/words/generated/runtime';
import { publicAct, publicPage } from './authorised.server';
import { localPath } from './local-path.server';

/** Speaks another language from now on, on the page where the person is. */
export const action = publicAct(async ({ form }) => {
  const locale = form.get('locale');
  if (!isLocale(locale)) throw data(null, { status: 400 });
  return redirect(localPath(form.get('page')), {
    status: 303,
    headers: { 'Set-Cookie': localeCookie(locale) },
  });
});

export const loader = publicPage(async () => redirect('/'));
