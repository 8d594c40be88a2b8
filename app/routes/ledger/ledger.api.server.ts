import { z } from 'zod';
import { matchBankLine } from '~/domain/fees/match-bank-line';
import { closePeriod } from '~/domain/ledger/close-period';
import { findEntry } from '~/domain/ledger/find-entry';
import { listBankLines } from '~/domain/ledger/list-bank-lines';
import { listPeriods } from '~/domain/ledger/list-periods';
import { listPostings } from '~/domain/ledger/list-postings';
import { setAsideBankLine } from '~/domain/ledger/set-aside-bank-line';
import { trialBalance } from '~/domain/ledger/trial-balance';
import { openInMonth } from '~/domain/reports/open-in-month';
import { m } from '~/words/generated/messages';
import { asList, endpoint, fenShape, instantShape, listOf, pagingQuery } from '../api/endpoint.server';

/** The purpose whose own account it is, of gifts. */
const purposeOfAccount = { purposeName: z.string().nullable(), purposeNameEn: z.string().nullable() };

export const ledgerEndpoints = [
  endpoint({
    method: 'GET',
    path: '/ledger/trial-balance',
    permission: trialBalance.permission,
    summary: m.ledger_api_trial_balance,
    response: z.object({
      /** The moment of the balances: all that was posted until then. */
      asOf: instantShape,
      lines: z.array(
        z.object({
          code: z.string(),
          kind: z.enum(['asset', 'liability', 'income', 'expense', 'equity']),
          name: z.string().nullable(),
          accounts: z.int(),
          /** Debit +, credit −. */
          balanceFen: fenShape,
        }),
      ),
      sumFen: fenShape,
    }),
    handle: ({ actor }) => trialBalance(actor, {}),
  }),
  endpoint({
    method: 'GET',
    path: '/ledger/periods',
    permission: listPeriods.permission,
    summary: m.ledger_api_periods,
    response: z.object({
      closed: z.array(
        z.object({
          month: z.string(),
          closedAt: instantShape,
          closedByName: z.string(),
          entries: z.int(),
          turnoverFen: fenShape,
        }),
      ),
      next: z.string().optional(),
      /** What of the next month and before it is not dealt with yet. */
      open: z.array(
        z.object({
          key: z.enum([
            'bank_lines',
            'payment_reviews',
            'receipts_missing',
            'funds_proposed',
            'payouts_proposed',
            'gift_returns',
          ]),
          count: z.int(),
        }),
      ),
    }),
    handle: async ({ actor }) => {
      const periods = await listPeriods(actor, {});
      return { ...periods, open: periods.next ? await openInMonth(actor, { month: periods.next }) : [] };
    },
  }),
  endpoint({
    method: 'POST',
    path: '/ledger/periods',
    permission: closePeriod.permission,
    summary: m.ledger_api_close,
    body: closePeriod.input,
    status: 201,
    response: z.object({ month: z.string(), entries: z.int(), turnoverFen: fenShape }),
    handle: ({ actor, body }) => closePeriod(actor, body),
  }),
  endpoint({
    method: 'GET',
    path: '/ledger/accounts/:code/postings',
    permission: listPostings.permission,
    summary: m.ledger_api_postings,
    query: pagingQuery.extend({ subjectType: z.string().max(40).optional(), subjectId: z.uuid().optional() }),
    response: listOf(
      z.object({
        entryId: z.uuid(),
        line: z.int(),
        onDate: z.string(),
        kind: z.string(),
        memo: z.string().nullable(),
        amountFen: fenShape,
        reversesId: z.uuid().nullable(),
        accountSubjectType: z.string().nullable(),
        accountSubjectId: z.uuid().nullable(),
        ...purposeOfAccount,
      }),
    ),
    handle: async ({ actor, params, query: { subjectType, subjectId, ...paging } }) => {
      const subject = subjectType && subjectId ? { type: subjectType, id: subjectId } : undefined;
      return asList(await listPostings(actor, { code: params.code, subject, ...paging }));
    },
  }),
  endpoint({
    method: 'GET',
    path: '/ledger/entries/:id',
    permission: findEntry.permission,
    summary: m.ledger_api_entry,
    response: z.object({
      id: z.uuid(),
      kind: z.string(),
      subjectType: z.string(),
      subjectId: z.uuid(),
      onDate: z.string(),
      memo: z.string().nullable(),
      reversesId: z.uuid().nullable(),
      reversedById: z.uuid().nullable(),
      postedAt: instantShape,
      postings: z.array(
        z.object({ accountId: z.uuid(), code: z.string(), amountFen: fenShape, ...purposeOfAccount }),
      ),
    }),
    handle: ({ actor, params }) => findEntry(actor, { entryId: params.id }),
  }),
  endpoint({
    method: 'GET',
    path: '/bank-lines',
    permission: listBankLines.permission,
    summary: m.ledger_api_lines,
    query: pagingQuery.extend({ state: z.enum(['unmatched', 'matched', 'out', 'all']).default('all') }),
    response: listOf(
      z.object({
        id: z.uuid(),
        bookedOn: z.string(),
        amountFen: fenShape,
        counterpartyName: z.string(),
        summary: z.string(),
        remark: z.string(),
        bankNumber: z.string(),
        claimType: z.string().nullable(),
        claimId: z.uuid().nullable(),
        claimedAt: instantShape.nullable(),
      }),
    ),
    handle: async ({ actor, query }) => asList(await listBankLines(actor, query)),
  }),
  endpoint({
    method: 'POST',
    path: '/bank-lines/:id/payment',
    permission: matchBankLine.permission,
    summary: m.ledger_api_match_line,
    body: matchBankLine.input.omit({ lineId: true }),
    status: 201,
    response: z.object({ paymentId: z.uuid(), invoiceId: z.uuid() }),
    handle: ({ actor, params, body }) => matchBankLine(actor, { lineId: params.id, ...body }),
  }),
  endpoint({
    method: 'POST',
    path: '/bank-lines/:id/set-aside',
    permission: setAsideBankLine.permission,
    summary: m.ledger_api_set_aside,
    body: setAsideBankLine.input.omit({ lineId: true }),
    response: z.object({ lineId: z.uuid() }),
    handle: ({ actor, params, body }) => setAsideBankLine(actor, { lineId: params.id, ...body }),
  }),
];
