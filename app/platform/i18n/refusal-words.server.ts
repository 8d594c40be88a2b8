import { parsePlainDate } from '~/domain/kernel/plain-date';
import type { Refusal } from '~/domain/kernel/refusals';
import { logger } from '~/platform/logger';
import { formatDate, formatMoney } from '~/ui/kit/format';
import * as messages from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

type Words = (params: Record<string, string>) => string;
const words = messages as unknown as Readonly<Record<string, Words | undefined>>;

/**
 * Words of a refusal in the language of the request. A parameter whose name ends in `Fen` reads as money, one that is
 * a civil date as a date, one that names a message (`@standards_of_dibao_urban`) as its words; one whose name ends in `Both`
 * holds words in both languages, a line each, Chinese first, and reads as those of the reader. A code without words,
 * or words with a gap that no parameter fills, throw outside production; there they are logged and the person is
 * given the code to pass on.
 */
export function refusalText({ code, params = {} }: Pick<Refusal, 'code' | 'params'>): string {
  const speak = words[`refusal_${code.replaceAll('.', '_')}`];
  const values = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, valueText(name, value)]),
  );
  const text = speak?.(values);
  if (text !== undefined && !text.includes('undefined')) return text;
  if (process.env.NODE_ENV !== 'production')
    throw new Error(`No words for refusal ${code} with ${JSON.stringify(params)}`);
  logger.error({ code }, 'refusal without words');
  return messages.refusal_INPUT_UNKNOWN({ code });
}

function valueText(name: string, value: string | number): string {
  const text = String(value);
  if (text.startsWith('@')) return words[text.slice(1)]?.({}) ?? text;
  if (name.endsWith('Both')) return text.split('\n')[getLocale() === 'en' ? 1 : 0] ?? text;
  if (name.endsWith('Fen') && /^-?\d+$/.test(text)) return formatMoney(BigInt(text));
  const date = parsePlainDate(text);
  return date ? formatDate(date) : text;
}
