import { useEffect, useState } from 'react';

/** True once script runs on the page: for what only works with it and has another way without. */
export function useScripted(): boolean {
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return scripted;
}
