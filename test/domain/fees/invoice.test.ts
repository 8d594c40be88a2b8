import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceHead, invoiceState, openAmounts } from '~/domain/fees/invoice.rules';
import { plainDate } from '~/domain/kernel/plain-date';
import { isReference } from '~/domain/ledger/payment-reference.rules';

describe('bills', () => {
  it('number, reference and due date follow from the register', () => {
    const head = invoiceHead(2026, 123, plainDate('2026-12-01'));
    expect(head).toEqual({
      number: '2026-000123',
      reference: expect.stringMatching(/^F26000123\d$/),
      dueOn: '2026-12-16',
    });
    expect(isReference(head.reference)).toBe(true);
  });

  it('payments go to the oldest bills, so what is owed lies on the newest', () => {
    expect(openAmounts(250n, [{ amountFen: 100n }, { amountFen: 200n }, { amountFen: 300n }])).toEqual([
      100n,
      150n,
      0n,
    ]);
    expect(openAmounts(-50n, [{ amountFen: 100n }])).toEqual([0n]);
    expect(openAmounts(80n, [{ amountFen: 100n }, { amountFen: -20n }, { amountFen: 300n }])).toEqual([
      80n,
      0n,
      0n,
    ]);
  });

  it('the open parts sum to what is owed, whatever was billed, credited and paid', () => {
    const bills = fc.array(fc.record({ amountFen: fc.bigInt({ min: -500n, max: 1_000n }) }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(bills, fc.bigInt({ min: 0n, max: 9_000n }), (newestFirst, paid) => {
        const owed = newestFirst.reduce((sum, bill) => sum + bill.amountFen, 0n) - paid;
        const open = openAmounts(owed, newestFirst);
        expect(open.reduce((a, b) => a + b, 0n)).toBe(owed > 0n ? owed : 0n);
        for (const [index, bill] of newestFirst.entries()) {
          const amount = open[index] ?? 0n;
          expect(amount >= 0n && (amount === 0n || amount <= bill.amountFen)).toBe(true);
        }
      }),
    );
  });

  it.each([
    [100n, 100n, 'open'],
    [100n, 1n, 'part'],
    [100n, 0n, 'paid'],
    [-5n, 0n, 'credit'],
    [0n, 0n, 'credit'],
  ] as const)('%s fen with %s open is %s', (amountFen, openFen, state) =>
    expect(invoiceState({ amountFen, openFen })).toBe(state),
  );
});
