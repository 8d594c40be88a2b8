/**
 * Drafts of forms that are kept on the device through a lost connection, a reload, a closed tab and an expired sign-in. They lie in
 * the browser's storage sealed with a key that only the signed-in person is given (decision 0012). What stands in the clear is
 * whose a draft is, what it is of, and when it was kept.
 */

/** Hours after which a draft is thrown away. */
export const DRAFT_HOURS = 12;

const PREFIX = 'draft/';

interface Kept {
  readonly at: number;
  readonly sealed: string;
}

/** What a server gives the signed-in person, and nobody else, to open their drafts with. */
export interface DraftKey {
  /** Id of the account. */
  readonly owner: string;
  /** 32 bytes in base64. */
  readonly key: string;
}

/** Keeps the drafts of one person. */
export interface DraftKeeper {
  /** False when the device would not keep it: full, or forbidden. */
  save(place: string, draft: unknown): Promise<boolean>;
  load(place: string): Promise<{ at: number; draft: unknown } | undefined>;
  drop(place: string): void;
}

const bytesOf = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const textOf = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

function read(name: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null;
    return kept && Date.now() - kept.at < DRAFT_HOURS * 3_600_000 ? kept : undefined;
  } catch {
    return undefined;
  }
}

function forgetOld(): void {
  for (const name of names(PREFIX)) if (!read(name)) localStorage.removeItem(name);
}

const names = (prefix: string): string[] =>
  Object.keys(localStorage).filter((name) => name.startsWith(prefix));

/** The keeper for whoever holds the key; undefined where the browser cannot seal, as without https. */
export async function openDrafts({ owner, key }: DraftKey): Promise<DraftKeeper | undefined> {
  if (!globalThis.crypto?.subtle) return undefined;
  forgetOld();
  const seal = await crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);
  const nameOf = (place: string) => `${PREFIX}${owner}/${place}`;
  const bound = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(name),
  });
  // One after the other, so that an older one never lands on a newer one.
  let last: Promise<unknown> = Promise.resolve();
  let dropped = 0;
  return {
    save(place, draft) {
      const name = nameOf(place);
      const since = dropped;
      const saved = last.then(async () => {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const text = new TextEncoder().encode(JSON.stringify(draft));
        const sealed = new Uint8Array(await crypto.subtle.encrypt(bound(name, iv), seal, text));
        if (since !== dropped) return true;
        try {
          const kept: Kept = { at: Date.now(), sealed: textOf(new Uint8Array([...iv, ...sealed])) };
          localStorage.setItem(name, JSON.stringify(kept));
          return true;
        } catch {
          return false;
        }
      });
      last = saved.catch(() => undefined);
      return saved;
    },
    async load(place) {
      const kept = read(nameOf(place));
      if (!kept) return undefined;
      try {
        const bytes = bytesOf(kept.sealed);
        const text = await crypto.subtle.decrypt(
          bound(nameOf(place), bytes.slice(0, 12)),
          seal,
          bytes.slice(12),
        );
        return { at: kept.at, draft: JSON.parse(new TextDecoder().decode(text)) as unknown };
      } catch {
        // Sealed under a key that is gone: nobody can open it any more.
        return undefined;
      }
    },
    drop(place) {
      dropped += 1;
      localStorage.removeItem(nameOf(place));
    },
  };
}

/** A draft on this device, as far as it may be known without opening it. */
export interface DraftOnDevice {
  readonly place: string;
  readonly at: number;
}

/** Drafts of a person on this device, the newest first; what is too old is thrown away, whoever's it is. */
export function draftsOf(owner: string): DraftOnDevice[] {
  forgetOld();
  const prefix = `${PREFIX}${owner}/`;
  return names(prefix)
    .flatMap((name) => {
      const kept = read(name);
      return kept ? [{ place: name.slice(prefix.length), at: kept.at }] : [];
    })
    .sort((a, b) => b.at - a.at);
}
