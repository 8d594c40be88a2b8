import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react';
import { type ReactNode, useEffect } from 'react';
import { currentLocale } from '~/platform/i18n/locale.server';
import { signedIn } from '~/routes/authorised.server';
import { ErrorPage } from '~/ui/kit/error-page';
import { useNonce } from '~/ui/kit/nonce';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';
import styles from './styles.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
];

export const meta: MetaFunction = () => [{ title: m.kit_product() }];

export async function loader(args: LoaderFunctionArgs) {
  // Lets the stored language of whoever is signed in take effect. A page must also show when nobody can be found.
  await signedIn(args).catch(() => undefined);
  return { locale: currentLocale(), requestId: args.context.requestId };
}

/** An answer that is thrown is shown by the page below; when to try again has to reach whoever asked all the same. */
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const wait = errorHeaders?.get('Retry-After');
  return new Headers(wait ? { 'Retry-After': wait } : {});
};

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  return (
    <html lang={getLocale()}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#1f5f5b" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="skip-link" href="#content">
          {m.kit_skip_to_content()}
        </a>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  const { locale } = useLoaderData<typeof loader>();
  // Whoever signs in may speak another language than this page, and scripts speak but one.
  useEffect(() => {
    if (locale !== getLocale()) window.location.assign(window.location.href);
  }, [locale]);
  return <Outlet />;
}

/** What a person sees when a page cannot be shown. The id of a failure is the one under which the log has it. */
export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>('root');
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const told = isRouteErrorResponse(error)
    ? (error.data as { requestId?: string } | null)?.requestId
    : undefined;
  return <ErrorPage status={status} requestId={told ?? root?.requestId} />;
}
