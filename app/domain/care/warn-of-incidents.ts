import { z } from 'zod';
import { markWarned } from '#db/queries/incidents';
import { useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { careEvent } from './care.events';

/** Deadlines that one run warns of; the next one takes the others. */
const BATCH = 500;

/** Writes down that somebody should have been told of an incident by now and was not, each deadline once; the lead sees it too. */
export const warnOfIncidents = useCase({
  permission: 'jobs.run',
  input: z.object({}),
  async run({ tx, now, audit }) {
    const warned = await markWarned(tx, { now, limit: BATCH });
    for (const { incidentId, whom } of warned)
      audit(careEvent('incident.warned', { type: 'incident', id: incidentId }, { whom }));
    return accept({ warned: warned.length });
  },
});
