import type { Permission } from '~/domain/access/permissions';
import { externalColumns } from '~/domain/assessments/external-row.rules';
import { importExternalResults } from '~/domain/assessments/import-external-results';
import type { UseCase } from '~/domain/audit/use-case';
import { bedColumns } from '~/domain/beds/bed-row.rules';
import { importBeds } from '~/domain/beds/import-beds';
import { giftColumns } from '~/domain/donations/gift-row.rules';
import { importGifts } from '~/domain/donations/import-gifts';
import type { ImportColumn } from '~/domain/kernel/import-columns';
import type { ImportReport } from '~/domain/kernel/import-report';
import type { sheetInput } from '~/domain/kernel/sheet-input';
import { statementHeadings } from '~/domain/ledger/bank-statement.rules';
import { importBankStatement } from '~/domain/ledger/import-bank-statement';
import { applicantColumns } from '~/domain/people/applicant-row.rules';
import { importApplicants } from '~/domain/stays/import-applicants';
import { importVisits } from '~/domain/visits/import-visits';
import { needColumns } from '~/domain/visits/need-row.rules';
import { importVolunteers } from '~/domain/volunteers/import-volunteers';
import { volunteerColumns } from '~/domain/volunteers/volunteer-row.rules';
import { m } from '~/words/generated/messages';

/** Something that comes as a spreadsheet. */
export interface ImportKind {
  readonly title: () => string;
  /** By what a row is known, so that importing it again adds nothing. */
  readonly key: () => string;
  readonly columns: readonly ImportColumn[];
  readonly useCase: UseCase<typeof sheetInput, ImportReport>;
  /** Page that shows what has been imported. */
  readonly result: string;
}

/** Banks name their columns as they like; the ledger finds them by itself and says what it lacks. */
const statementExamples: Readonly<Record<keyof typeof statementHeadings, string>> = {
  date: '2026-11-3',
  income: '500.00',
  expense: '',
  amount: '',
  direction: '',
  counterpartyName: '张三',
  counterpartyAccount: '',
  summary: '转账',
  remark: '',
  bankNumber: '20261103000001',
  ownAccount: '',
};
const statementColumns = (Object.keys(statementHeadings) as (keyof typeof statementHeadings)[]).map(
  (field): ImportColumn => ({
    field,
    header: statementHeadings[field][0],
    aliases: [],
    required: false,
    example: statementExamples[field],
  }),
);

/** Everything that is imported, by the name the command and the address of the page know it by. */
export const importKinds = {
  beds: {
    title: m.imports_kind_beds,
    key: m.imports_key_beds,
    columns: bedColumns,
    useCase: importBeds,
    result: '/beds',
  },
  applicants: {
    title: m.imports_kind_applicants,
    key: m.imports_key_applicants,
    columns: applicantColumns,
    useCase: importApplicants,
    result: '/applications',
  },
  'external-results': {
    title: m.imports_kind_external_results,
    key: m.imports_key_external_results,
    columns: externalColumns,
    useCase: importExternalResults,
    result: '/assessments?status=proposed',
  },
  volunteers: {
    title: m.imports_kind_volunteers,
    key: m.imports_key_volunteers,
    columns: volunteerColumns,
    useCase: importVolunteers,
    result: '/volunteers',
  },
  visits: {
    title: m.imports_kind_visits,
    key: m.imports_key_visits,
    columns: needColumns,
    useCase: importVisits,
    result: '/visits/needs',
  },
  gifts: {
    title: m.imports_kind_gifts,
    key: m.imports_key_gifts,
    columns: giftColumns,
    useCase: importGifts,
    result: '/gifts',
  },
  'bank-statement': {
    title: m.imports_kind_bank_statement,
    key: m.imports_key_bank_statement,
    columns: statementColumns,
    useCase: importBankStatement,
    result: '/bank-lines',
  },
} as const satisfies Readonly<Record<string, ImportKind>>;

export type ImportKindName = keyof typeof importKinds;

/** The kind of this name; undefined when nothing of the kind is imported. */
export const findImportKind = (name: string): ImportKind | undefined =>
  Object.hasOwn(importKinds, name) ? importKinds[name as ImportKindName] : undefined;

/** Permission that each kind asks for. */
export const importPermission = (kind: ImportKind): Permission => kind.useCase.permission;
