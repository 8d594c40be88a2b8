import { createContext, useContext } from 'react';

/** The nonce that scripts of this page must carry; empty in the browser, where nobody needs it again. */
export const NonceContext = createContext('');

export const useNonce = (): string => useContext(NonceContext);
