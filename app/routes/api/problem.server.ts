import { type Refusal, refusal } from '~/domain/kernel/refusals';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { m } from '~/words/generated/messages';

const titles: Readonly<Record<number, () => string>> = {
  400: m.api_title_400,
  401: m.api_title_401,
  403: m.api_title_403,
  404: m.api_title_404,
  405: m.api_title_405,
  409: m.api_title_409,
  413: m.api_title_413,
  415: m.api_title_415,
  422: m.api_title_422,
  429: m.api_title_429,
  500: m.api_title_500,
};

/** Where a refusal's field stands: in the body, or in the query of the address. */
type Place = 'body' | 'query';

/** A problem as the API answers it (RFC 9457), with every refusal at once in the language of the request. */
export function problemOf(status: number, refusals: readonly Refusal[], place: Place = 'body') {
  const errors = refusals.map((one) => ({
    code: one.code,
    ...(one.field === undefined
      ? {}
      : place === 'body'
        ? { pointer: pointerOf(one.field) }
        : { parameter: one.field }),
    detail: refusalText(one),
  }));
  return {
    type: '/api/v1/docs#problems',
    title: (titles[status] ?? titles[500] ?? m.api_title_500)(),
    status,
    code: errors[0]?.code ?? 'API.FAILED',
    detail: errors.map(({ detail }) => detail).join(' '),
    errors,
  };
}

/** JSON pointer (RFC 6901) of a field path as refusals have it: `members.0.name` or `members[0].name`. */
const pointerOf = (field: string): string =>
  field === ''
    ? ''
    : `/${field
        .split(/[.[\]]+/)
        .filter(Boolean)
        .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
        .join('/')}`;

/** A problem with one reason that is about the request as a whole. */
export const plainProblem = (status: number, code: string, params?: Refusal['params']) =>
  problemOf(status, [refusal(code, { params })]);
