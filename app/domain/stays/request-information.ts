import { z } from 'zod';
import { insertRequest, selectRequestsOf } from '#db/queries/requests';
import { lockApplication } from '#db/queries/stays';
import { useCase } from '../audit/use-case';
import { civilDate } from '../kernel/inputs';
import { accept, type Refusal, refusal, refuse } from '../kernel/refusals';
import { findWorkingDayAfter } from '../standards/list-special-days';
import { openStatuses } from './application.rules';
import { documentKindsOf } from './list-document-kinds';
import { intakeRulesOf } from './settle-intake';
import { intakeConstraints } from './stay.constraints';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

/** Things asked at once; more is a conversation. */
const ITEMS_LIMIT = 20;

const item = z.object({
  /** A kind of document; absent: a fact to be told in words. */
  documentKind: z.string().optional(),
  text: z.string('STAY.ITEM_TEXT').trim().min(2, 'STAY.ITEM_TEXT').max(500, 'STAY.ITEM_LONG'),
});

/**
 * Asks the family for what is missing, all of it at once (一次性告知, as the rules for 特困 and 低保 applications have it; for the
 * care centre 待核实): each thing in words, until a day. Without a day, as many working days as the rules say, by the calendar of
 * holidays. From now on the clock of the application stands. Refuses STAY.APPLICATION_UNKNOWN, .REQUEST_CLOSED (nothing is under
 * way), .REQUEST_OPEN (one waits already), .ITEMS_MISSING, .ITEM_TEXT, .DOCUMENT_KIND, .DUE_PAST, and .AGAIN_REASON_MISSING:
 * whoever asks a second time says why once was not enough.
 */
export const requestInformation = useCase({
  permission: 'stays.confirm-eligibility',
  input: z.object({
    applicationId: z.uuid('STAY.APPLICATION_UNKNOWN'),
    items: z.array(item).min(1, 'STAY.ITEMS_MISSING').max(ITEMS_LIMIT, 'STAY.ITEMS_MANY'),
    dueOn: civilDate('STAY.DUE_FORM').optional(),
    againReason: z.string().trim().max(300, 'STAY.REASON_LONG').optional(),
  }),
  constraints: intakeConstraints,
  async run(scope, { applicationId, items, dueOn: wanted, againReason }) {
    const { tx, today, now, actor } = scope;
    const application = await lockApplication(tx, applicationId);
    if (!application || !concerns(actor, application)) return refuse(refusal('STAY.APPLICATION_UNKNOWN'));
    const problems: Refusal[] = [];
    if (!(openStatuses as readonly string[]).includes(application.status))
      problems.push(refusal('STAY.REQUEST_CLOSED'));
    const earlier = await selectRequestsOf(tx, applicationId, 50);
    if (earlier.some(({ status }) => status === 'open')) problems.push(refusal('STAY.REQUEST_OPEN'));
    else if (earlier.some(({ status }) => status !== 'withdrawn') && !againReason)
      problems.push(refusal('STAY.AGAIN_REASON_MISSING', { field: 'againReason' }));
    const known = new Set((await documentKindsOf(scope)).map(({ code }) => code));
    for (const [place, { documentKind }] of items.entries())
      if (documentKind && !known.has(documentKind))
        problems.push(refusal('STAY.DOCUMENT_KIND', { field: `items.${place}.documentKind` }));
    const { answerDays } = await intakeRulesOf(scope);
    const dueOn = wanted ?? (await findWorkingDayAfter.within(scope, { from: today, count: answerDays }));
    if (dueOn <= today) problems.push(refusal('STAY.DUE_PAST', { field: 'dueOn' }));
    if (problems.length > 0) return refuse(...problems);

    const requestId = await insertRequest(tx, {
      applicationId,
      askedOn: today,
      dueOn,
      askedAt: now,
      askedByName: actor.name,
      againReason: againReason || null,
      items: items.map(({ documentKind, text }) => ({ documentKind: documentKind ?? null, text })),
    });
    scope.audit(
      applicationEvent('application.request-made', applicationId, { requestId, items: items.length, dueOn }),
    );
    return accept({ requestId, dueOn });
  },
});
