import { dateOf, type PlainDate, parsePlainDate } from '~/domain/kernel/plain-date';

/** The day a report is for, from `?on=`; today when there is none or it is in the future. */
export function asOf(url: URL): PlainDate {
  const today = dateOf(new Date());
  const asked = parsePlainDate(url.searchParams.get('on') ?? '');
  return asked && asked < today ? asked : today;
}
