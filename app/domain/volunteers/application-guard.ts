import {
  applicantAddressIndex,
  applicantIndex,
  countApplicationAttempts,
  insertApplicationAttempt,
  lockApplying,
} from '#db/queries/volunteer-applications';
import { newTask, readProof } from '~/platform/proof-of-work';
import { addressGroup } from '../access/address.rules';
import { type Guard, SLOW_WAY_SECONDS } from '../access/public-guard';
import { type ReadScope, read, type Scope } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';

const USE = 'volunteering';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Forms at the public page; our own choice. A class that registers from one room gets through. */
export const applyingLimits = {
  ofAddressInADay: 60,
  unprovenOfAddressInADay: 5,
  /** In the name of one person from one address: whoever asks in somebody else's name fills no place but their own. */
  ofPersonFromAddressInADay: 3,
  /** Without a solved task within an hour, wherever from. */
  unprovenInAnHour: 30,
} as const;

/** Keys that a browser tries at most, and how much harder it gets at most, once more for every twenty forms within ten minutes. */
const EASIEST_TASK = 100;
const HARDEST = 16;
const CROWD = 20;

/** What the database answers when a task is used twice. */
export const applyingConstraints = {
  volunteer_application_attempts_pk: refusal('VOLUNTEERING.TASK_USED', { field: 'guard' }),
};

/** A task for the browser of somebody who opens the page; harder the more forms come just now. */
export const newApplyingTask = read('public', async ({ tx, now }: ReadScope, _: Record<string, never>) => {
  const sent = await countApplicationAttempts(tx, { since: new Date(now.getTime() - 10 * MINUTE) });
  return newTask(USE, { effort: EASIEST_TASK * Math.min(HARDEST, 1 + Math.floor(sent / CROWD)), now });
});

/** A form that was let through, to be written down when it is kept. */
export interface Passed {
  readonly token: string;
  readonly proven: boolean;
  readonly addressIndex: string;
  /** Of the person together with the address; null while no person is named. */
  readonly personIndex: string | null;
}

/** Whether a form of the public page is taken now; `identityNumber` is whom it names, if it can be read. Refuses VOLUNTEERING.TASK_OVER, .TOO_SOON, .MANY_TODAY, .BUSY. */
export async function passGuard(
  { tx, now }: Scope,
  { address, task, solution }: Guard,
  identityNumber: string | undefined,
): Promise<Result<Passed>> {
  const proof = await readProof(USE, { task, solution, now });
  if (!proof) return refuse(refusal('VOLUNTEERING.TASK_OVER', { field: 'guard' }));
  const { proven, token } = proof;
  if (!proven && now.getTime() - proof.issuedAt.getTime() < SLOW_WAY_SECONDS * 1_000)
    return refuse(refusal('VOLUNTEERING.TOO_SOON', { params: { seconds: SLOW_WAY_SECONDS } }));
  const group = addressGroup(address);
  const addressIndex = applicantAddressIndex(group);
  const personIndex = identityNumber ? applicantIndex(group, identityNumber) : null;
  // In one order, so that nobody waits for somebody who waits for them.
  if (!proven) await lockApplying(tx, 'unproven');
  await lockApplying(tx, addressIndex);
  const since = new Date(now.getTime() - DAY);
  const fromThere = await countApplicationAttempts(tx, { since, addressIndex });
  const many = refuse(refusal('VOLUNTEERING.MANY_TODAY'));
  if (fromThere >= applyingLimits.ofAddressInADay) return many;
  if (personIndex) {
    const ofPerson = await countApplicationAttempts(tx, { since, addressIndex, personIndex });
    if (ofPerson >= applyingLimits.ofPersonFromAddressInADay) return many;
  }
  if (!proven) {
    const unproven = await countApplicationAttempts(tx, { since, addressIndex, unproven: true });
    if (unproven >= applyingLimits.unprovenOfAddressInADay) return many;
    const ofAll = await countApplicationAttempts(tx, {
      since: new Date(now.getTime() - HOUR),
      unproven: true,
    });
    if (ofAll >= applyingLimits.unprovenInAnHour) return refuse(refusal('VOLUNTEERING.BUSY'));
  }
  return accept({ token, proven, addressIndex, personIndex });
}

/** Writes down that a form was taken. */
export const notePassed = ({ tx, now }: Scope, passed: Passed): Promise<void> =>
  insertApplicationAttempt(tx, { at: now, ...passed });
