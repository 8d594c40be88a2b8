/** Integer fen. 100 fen = 1 yuan. */
export type Fen = bigint;

/**
 * Fen of an amount in yuan as people write it: `1234.5`, `1,234.50`, `¥1234`, full-width digits too.
 * Undefined when it is no amount, has more than two decimals, or is beyond a hundred billion yuan.
 */
export function parseYuan(text: string): Fen | undefined {
  const plain = text.normalize('NFKC').replace(/[¥￥,\s]|元$/g, '');
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return undefined;
  const fen = BigInt(match[2] as string) * 100n + BigInt((match[3] ?? '').padEnd(2, '0') || '0');
  if (fen > 10_000_000_000_000n) return undefined;
  return match[1] ? -fen : fen;
}

/** `-1234.50`: fen as yuan without grouping, for files and forms. */
export function yuanText(fen: Fen): string {
  const absolute = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}${absolute / 100n}.${String(absolute % 100n).padStart(2, '0')}`;
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS = ['', '拾', '佰', '仟'];
const TEN_THOUSAND = 10_000n;
const HUNDRED_MILLION = 100_000_000n;

function groupInCapitals(group: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${UNITS[place]}`;
    gap = false;
  }
  return text;
}

/** A positive whole number; what stands before 亿 is again a whole number with its own 万, as in 壹万零壹亿. */
function wholeInCapitals(whole: bigint): string {
  const [unit, name] = whole >= HUNDRED_MILLION ? [HUNDRED_MILLION, '亿'] : [TEN_THOUSAND, '万'];
  if (whole < unit) return groupInCapitals(Number(whole));
  const rest = whole % unit;
  const head = `${wholeInCapitals(whole / unit)}${name}`;
  if (rest === 0n) return head;
  return `${head}${rest < unit / 10n ? '零' : ''}${wholeInCapitals(rest)}`;
}

/**
 * An amount in Chinese capitals as vouchers need it (支付结算办法 annex 1: 正确填写票据和结算凭证的基本规定):
 * `人民币` is not included. 整 follows when it ends at yuan or jiao, never after fen;
 * 零 stands for a gap inside, and between yuan and fen when jiao is missing.
 */
export function amountInCapitals(fen: Fen): string {
  if (fen === 0n) return '零元整';
  if (fen < 0n) return `负${amountInCapitals(-fen)}`;
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const cents = Number(fen % 10n);
  let text = yuan > 0n ? `${wholeInCapitals(yuan)}元` : '';
  if (jiao) text += `${DIGITS[jiao]}角`;
  else if (cents && text) text += '零';
  return cents ? `${text}${DIGITS[cents]}分` : `${text}整`;
}

/**
 * Splits an amount by integer weights so that the parts sum exactly: each part is rounded down and
 * the remaining fen go to the parts with the largest remainders, earlier parts first.
 */
export function splitFen(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0n))
    throw new RangeError('Weights must be positive in sum');
  const parts = weights.map((weight) => (total * weight) / sum);
  let rest = total - parts.reduce((a, b) => a + b, 0n);
  const step = rest < 0n ? -1n : 1n;
  const order = weights
    .map((weight, index) => ({ index, remainder: ((total * weight) % sum) * step }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (rest === 0n) break;
    parts[index] = (parts[index] as bigint) + step;
    rest -= step;
  }
  return parts;
}
