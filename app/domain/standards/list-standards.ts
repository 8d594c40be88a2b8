import {
  countProposedStandards,
  selectApprovedRanges,
  selectStandard,
  selectStandards,
} from '#db/queries/standards';
import { read } from '../audit/use-case';
import type { StandardKind } from './standard.rules';

/** The most a list of standards shows: a district sets a dozen amounts a year. */
const STANDARDS_LIMIT = 500;

/** Standards of every status, by key and newest first. */
export const listStandards = read(
  'standards.view',
  async ({ tx }, { kind, status }: { kind?: StandardKind; status?: 'proposed' | 'approved' | 'declined' }) =>
    selectStandards(tx, { kind, status, limit: STANDARDS_LIMIT }),
);

/** One standard, or undefined. */
export const findStandard = read('standards.view', async ({ tx }, { id }: { id: string }) =>
  selectStandard(tx, id),
);

/** All approved amounts with the days they are in force, for calculations that go over many days. */
export const listStandardRanges = read('standards.view', async ({ tx }, _: Record<string, never>) =>
  selectApprovedRanges(tx),
);

/** How many proposals wait for a decision. */
export const countProposals = read('standards.view', async ({ tx }, _: Record<string, never>) =>
  countProposedStandards(tx),
);

/** A standard of a list. */
export type StandardInList = Awaited<ReturnType<typeof listStandards>>[number];
