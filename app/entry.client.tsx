import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { overwriteGetLocale } from '~/words/generated/runtime';

// The page was written in this language; another one arrives as another page.
overwriteGetLocale(() => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN'));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
