import { m } from '~/words/generated/messages';

const words: Record<number, { title: () => string; text: () => string }> = {
  400: { title: m.kit_error_400_title, text: m.kit_error_400_text },
  403: { title: m.kit_error_403_title, text: m.kit_error_403_text },
  404: { title: m.kit_error_404_title, text: m.kit_error_404_text },
  429: { title: m.kit_error_429_title, text: m.kit_error_429_text },
  500: { title: m.kit_error_500_title, text: m.kit_error_500_text },
};

/** What is said where something cannot be shown. Unknown statuses read as their class: 4xx as 400, 5xx as 500. */
export const errorWords = (status: number) =>
  words[status] ?? words[status < 500 ? 400 : 500] ?? { title: m.kit_product, text: m.kit_product };

/** A whole page instead of the one that cannot be shown. */
export function ErrorPage({ status, requestId }: { status: number; requestId?: string }) {
  const { title, text } = errorWords(status);
  return (
    <main id="content" className="error-page" tabIndex={-1}>
      <p className="error-page-status" aria-hidden="true">
        {status}
      </p>
      <h1>{title()}</h1>
      <p>{text()}</p>
      {status >= 500 && requestId ? (
        <p>
          {m.kit_error_id()} <code>{requestId}</code>
        </p>
      ) : null}
      <p>
        <a className="button" href="/">
          {m.kit_error_home()}
        </a>
      </p>
    </main>
  );
}
