import { type Refusal, refusal } from '../kernel/refusals';

/** Characters a password needs at least; length is what withstands guessing (NIST SP 800-63B §3.1.1). */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** What is tried first, in the forms that are long enough; compared without case. */
const COMMON = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 9876543210 0987654321 1111111111 0000000000 1q2w3e4r5t 1qaz2wsx3edc
  qwertyuiop qwerty1234 qwerty12345 q1w2e3r4t5 asdfghjkl1 zaq12wsxcde password12 password123 password1234 passw0rd123 administrator
  admin12345 admin123456 adminadmin welcome123 welcome1234 iloveyou123 letmein123 abc1234567 abcd123456 abcdefghij a123456789
  aa12345678 aaa123456789 woaini1314 woaini520 woaini1314520 5201314520 1314520520 zhang123456 wang123456 li12345678 china12345
  changeme123 yuanquan123 yuanquan1234 wellspring1 wellspring123`.split(/\s+/),
);

/** Why a password may not be chosen, at `field`; nothing when it may. */
export function passwordRefusals(
  password: string,
  { userName, field }: { userName: string; field: string },
): Refusal[] {
  const refusals: Refusal[] = [];
  const plain = password.toLowerCase();
  if (password.length < PASSWORD_MIN)
    refusals.push(refusal('ACCESS.PASSWORD_SHORT', { field, params: { min: PASSWORD_MIN } }));
  if (password.length > PASSWORD_MAX)
    refusals.push(refusal('ACCESS.PASSWORD_LONG', { field, params: { max: PASSWORD_MAX } }));
  if (userName && plain.includes(userName.toLowerCase()))
    refusals.push(refusal('ACCESS.PASSWORD_HAS_NAME', { field }));
  if (COMMON.has(plain) || new Set(plain).size < 4)
    refusals.push(refusal('ACCESS.PASSWORD_COMMON', { field }));
  return refusals;
}
