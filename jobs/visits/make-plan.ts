import { z } from 'zod';
import { makePlan, watchPlan } from '~/domain/visits/make-plan';
import { defineJob } from '../define-job';
import { planInThreads } from '../week-threads';

/** Turns of the search for each need: a week of 10,000 visits takes some minutes. */
const TURNS_PER_NEED = 100;

/** On a slow machine the best so far has to do, so that there is time left to explain and write it. */
const LONG_ENOUGH_MS = 480_000;

export const makePlanJob = defineJob({
  name: 'visits.make-plan',
  payload: z.strictObject({ planId: z.uuid() }),
  // A long search must not hold up receipts and bills.
  concurrency: 1,
  timeoutMs: 600_000,
  run: ({ actor, payload, signal }) =>
    makePlan(actor, payload, async (problem) => {
      const began = Date.now();
      let outOfTime = false;
      const watch = async (part: number) => {
        const stopped = await watchPlan(actor, { ...payload, part });
        outOfTime ||= !stopped && part < 1 && Date.now() - began > LONG_ENOUGH_MS;
        return stopped || outOfTime;
      };
      const effort = { turnsPerNeed: TURNS_PER_NEED };
      const { plan } = await planInThreads(problem, { seed: 1, effort, watch, signal });
      return { plan, outOfTime };
    }),
});
