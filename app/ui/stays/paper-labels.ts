import type { Tone } from '~/ui/kit/status';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

type RequestState = 'open' | 'answered' | 'withdrawn' | 'lapsed' | 'overdue';

export const requestLabel: Record<RequestState, () => string> = {
  open: m.stays_request_open,
  overdue: m.stays_request_overdue,
  answered: m.stays_request_answered,
  withdrawn: m.stays_request_withdrawn,
  lapsed: m.stays_request_lapsed,
};

export const requestTone: Record<RequestState, Tone> = {
  open: 'due',
  overdue: 'late',
  answered: 'ok',
  withdrawn: 'stopped',
  lapsed: 'stopped',
};

/** A kind of document in the language of the reader. */
export const kindName = (kind: { readonly name: string; readonly nameEn: string }): string =>
  getLocale() === 'en' ? kind.nameEn : kind.name;

/** What a kind of document should show, in the language of the reader. */
export const kindHint = (kind: { readonly hint: string; readonly hintEn: string }): string =>
  getLocale() === 'en' ? kind.hintEn : kind.hint;
