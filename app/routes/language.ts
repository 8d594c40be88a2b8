import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { localeCookie } from '~/platform/i18n/locale.server';
import { isLocale } from '~/words/generated/runtime';

/** Speaks another language from now on, on the page where the person is. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const locale = form.get('locale');
  if (!isLocale(locale)) throw new Response(null, { status: 400 });
  return redirect(pathHere(form.get('page')), {
    status: 303,
    headers: { 'Set-Cookie': localeCookie(locale) },
  });
}

export const loader = () => redirect('/');

/** A path of this site and nothing else, so that nobody is sent away by a forged form. */
function pathHere(page: FormDataEntryValue | null): string {
  return typeof page === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(page) ? page : '/';
}
