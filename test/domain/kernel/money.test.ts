import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountInCapitals, type Fen, parseYuan, splitFen, yuanText } from '~/domain/kernel/money';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };

/** Reads a whole number in capitals by the value of its signs alone, ignoring every 零. */
function readWhole(text: string): bigint {
  for (const [unit, value] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
  ] as const) {
    const at = text.lastIndexOf(unit);
    if (at >= 0) return readWhole(text.slice(0, at)) * value + readWhole(text.slice(at + 1));
  }
  let sum = 0n;
  let digit = 0n;
  for (const sign of text) {
    const value = DIGITS.indexOf(sign);
    if (value >= 0) digit = BigInt(value);
    else {
      sum += digit * (PLACES[sign] as bigint);
      digit = 0n;
    }
  }
  return sum + digit;
}

/** Fen of an amount in capitals: the way back, written independently of the way there. */
function readCapitals(text: string): Fen {
  const match = /^(负)?(?:(.+)元)?零?(?:([壹贰叁肆伍陆柒捌玖])角)?(?:([壹贰叁肆伍陆柒捌玖])分|整)$/.exec(
    text,
  );
  if (!match) throw new Error(`Not an amount in capitals: ${text}`);
  const [, minus, yuan = '', jiao = '零', cents = '零'] = match;
  const fen = readWhole(yuan) * 100n + BigInt(DIGITS.indexOf(jiao) * 10 + DIGITS.indexOf(cents));
  return minus ? -fen : fen;
}

describe('amount in Chinese capitals', () => {
  it.each([
    // From 正确填写票据和结算凭证的基本规定 (支付结算办法 annex 1).
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['6007.14', '陆仟零柒元壹角肆分'],
    ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['0', '零元整'],
    ['0.01', '壹分'],
    ['0.10', '壹角整'],
    ['0.11', '壹角壹分'],
    ['1.00', '壹元整'],
    ['1.01', '壹元零壹分'],
    ['1.10', '壹元壹角整'],
    ['9.99', '玖元玖角玖分'],
    ['10', '壹拾元整'],
    ['11', '壹拾壹元整'],
    ['100', '壹佰元整'],
    ['101', '壹佰零壹元整'],
    ['110', '壹佰壹拾元整'],
    ['1000', '壹仟元整'],
    ['1001', '壹仟零壹元整'],
    ['1010', '壹仟零壹拾元整'],
    ['1100', '壹仟壹佰元整'],
    ['9999.99', '玖仟玖佰玖拾玖元玖角玖分'],
    ['10000', '壹万元整'],
    ['10001', '壹万零壹元整'],
    ['10010', '壹万零壹拾元整'],
    ['10100', '壹万零壹佰元整'],
    ['11000', '壹万壹仟元整'],
    ['100000', '壹拾万元整'],
    ['100001', '壹拾万零壹元整'],
    ['1000000.01', '壹佰万元零壹分'],
    ['10000000', '壹仟万元整'],
    ['10010001', '壹仟零壹万零壹元整'],
    ['99999999.99', '玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
    ['100000000', '壹亿元整'],
    ['100000001', '壹亿零壹元整'],
    ['100010000', '壹亿零壹万元整'],
    ['100001000', '壹亿零壹仟元整'],
    ['110000000', '壹亿壹仟万元整'],
    ['1000000000', '壹拾亿元整'],
    ['10020030004.05', '壹佰亿贰仟零叁万零肆元零伍分'],
    ['100000000000', '壹仟亿元整'],
    ['0.90', '玖角整'],
    ['20.05', '贰拾元零伍分'],
    ['10000.01', '壹万元零壹分'],
    ['10000.10', '壹万元壹角整'],
    ['100000010', '壹亿零壹拾元整'],
    ['100000000.01', '壹亿元零壹分'],
    ['100000000.10', '壹亿元壹角整'],
    ['1000010000', '壹拾亿零壹万元整'],
    ['-12.30', '负壹拾贰元叁角整'],
  ])('%s is %s', (yuan, capitals) => {
    expect(amountInCapitals(parseYuan(yuan) as Fen)).toBe(capitals);
  });

  it('beyond what can be typed, 万亿 stands once', () => {
    expect(amountInCapitals(1_000_000_000_000_00n)).toBe('壹万亿元整');
    expect(amountInCapitals(1_000_100_000_000_00n)).toBe('壹万零壹亿元整');
  });

  it('reads back to the same fen for every amount up to 2,000 yuan', () => {
    for (let fen = 1n; fen <= 200_000n; fen++) {
      if (readCapitals(amountInCapitals(fen)) !== fen) expect.fail(`${fen}: ${amountInCapitals(fen)}`);
    }
  });

  it('reads back to the same fen around every power of ten and their sums', () => {
    const powers = Array.from({ length: 14 }, (_, power) => 10n ** BigInt(power));
    for (const a of powers)
      for (const b of powers)
        for (const nudge of [-1n, 0n, 1n, 9n, 10n, 99n, 100n]) {
          const fen = a * 7n + b * 3n + nudge;
          expect(readCapitals(amountInCapitals(fen))).toBe(fen);
        }
  });

  it('any amount reads back, never has two 零 together, a unit without its digit, or 整 after 分', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10_000_000_000_000n }), (fen) => {
        const text = amountInCapitals(fen);
        expect(readCapitals(text)).toBe(fen);
        expect(text).not.toMatch(/零零|零[元万亿角分]|分整|[拾佰仟][拾佰仟]/);
        expect(text.endsWith('整')).toBe(fen % 10n === 0n);
      }),
    );
  });
});

describe('amounts as people type them', () => {
  it.each([
    ['1234.5', 123_450n],
    ['1,234.50', 123_450n],
    ['¥1234', 123_400n],
    ['１２３４．５元', 123_450n],
    ['0.01', 1n],
    ['-3', -300n],
    ['100000000000', 10_000_000_000_000n],
  ])('%s', (text, fen) => expect(parseYuan(text)).toBe(fen));

  it.each(['', '1.234', '一百', '1e5', '100000000000.01', '--1', '0x10', 'NaN'])('refuses %j', (text) =>
    expect(parseYuan(text)).toBeUndefined(),
  );

  it('what is written is read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -10_000_000_000_000n, max: 10_000_000_000_000n }), (fen) => {
        expect(parseYuan(yuanText(fen))).toBe(fen);
      }),
    );
  });
});

describe('splitting an amount', () => {
  it('the parts sum exactly, none is off by a fen or more, and an equal weight gets no less when it stands earlier', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        fc.array(fc.bigInt({ min: 0n, max: 1_000n }), { minLength: 1, maxLength: 12 }),
        (total, weights) => {
          fc.pre(weights.some((weight) => weight > 0n));
          const sum = weights.reduce((a, b) => a + b, 0n);
          const parts = splitFen(total, weights);
          expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
          parts.forEach((part, index) => {
            const off = part * sum - total * (weights[index] as bigint);
            expect(off < sum && -off < sum).toBe(true);
          });
        },
      ),
    );
    expect(splitFen(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
  });

  it('refuses weights that sum to nothing', () => {
    expect(() => splitFen(1n, [0n])).toThrow(RangeError);
    expect(() => splitFen(1n, [2n, -1n])).toThrow(RangeError);
  });
});
