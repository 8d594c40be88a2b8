import { m } from '~/words/generated/messages';
import { eventText } from '../audit/history-lines';
import { personEventWords, personFieldWords } from './event-words';

const fieldNames = (fields: readonly string[]): string =>
  fields.map((field) => personFieldWords[field]?.() ?? field).join(m.people_between_fields());

/** One line of a person's history, in words; call it in a loader. */
export function personEventText({ kind, data }: { kind: string; data: unknown }): string {
  const said = eventText({ kind }, personEventWords);
  const { field, fields } = data as { field?: string; fields?: readonly string[] };
  const named = fields ?? (field ? [field] : []);
  return named.length > 0 ? m.people_event_fields({ said, fields: fieldNames(named) }) : said;
}
