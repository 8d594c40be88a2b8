import { m } from '~/words/generated/messages';

/**
 * Reads what an address asks for. What cannot be read is never left out silently: `unread` says it in words, for the page to show
 * beside what it shows instead.
 */
export function addressOf(url: URL) {
  const given: string[] = [];
  return {
    /** A parameter as `parse` understands it; undefined when it is not there, or not understood. */
    read<Value>(name: string, parse: (text: string) => Value | undefined): Value | undefined {
      const text = url.searchParams.get(name)?.trim() ?? '';
      const value = text === '' ? undefined : parse(text);
      if (text !== '' && value === undefined) given.push(text.slice(0, 40));
      return value;
    },
    unread: (): string | undefined =>
      given.length > 0 ? m.kit_address_unread({ given: given.join(m.reports_list_mark()) }) : undefined,
    /** Answer of a file instead of one of something else: 400 in words; undefined when everything could be read. */
    refused: (): Response | undefined =>
      given.length > 0
        ? new Response(m.kit_address_unreadable({ given: given.join(m.reports_list_mark()) }), {
            status: 400,
            headers: { 'Content-Type': 'text/plain; charset=utf-8' },
          })
        : undefined,
  };
}

/** Reads one of some values. */
export const oneOf =
  <const Value extends string>(values: readonly Value[]) =>
  (text: string): Value | undefined =>
    values.find((value) => value === text);
