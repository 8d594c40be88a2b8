import type { PlainDate } from '~/domain/kernel/plain-date';
import { identityCheck } from '~/domain/people/identity.rules';

/**
 * An identity number that is right in form and nobody's: region 999999 does not exist.
 * `serial` 0 to 499 keeps numbers of one birth date apart.
 */
export function identityNumberOf({
  birthDate,
  serial,
  sex = 'female',
}: {
  birthDate: PlainDate;
  serial: number;
  sex?: 'male' | 'female';
}): string {
  const order = String(serial * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const digits = `999999${birthDate.replaceAll('-', '')}${order}`;
  return digits + identityCheck(digits);
}
