import { z } from 'zod';
import { saveAnswers, selectKindsOfRequest, selectRequest, updateRequest } from '#db/queries/requests';
import { lockApplication } from '#db/queries/stays';
import { type Scope, useCase } from '../audit/use-case';
import { accept, type Result, refusal, refuse } from '../kernel/refusals';
import { addDocuments, addDocumentsTo } from './add-documents';
import { reasonGiven } from './leave.forms';
import { intakeConstraints } from './stay.constraints';
import { applicationEvent } from './stay.events';
import { concerns } from './whose.rules';

const requestId = z.uuid('STAY.REQUEST_UNKNOWN');

/** The request with its application locked, for whom it concerns. Refuses STAY.REQUEST_UNKNOWN. */
async function lockRequest(scope: Scope, id: string) {
  const found = await selectRequest(scope.tx, id);
  const application = found && (await lockApplication(scope.tx, found.applicationId));
  // Read again under the lock: somebody may have answered meanwhile.
  const request =
    application && concerns(scope.actor, application) ? await selectRequest(scope.tx, id) : undefined;
  return request ? accept(request) : refuse(refusal('STAY.REQUEST_UNKNOWN'));
}

async function lockOpenRequest(scope: Scope, id: string) {
  const locked = await lockRequest(scope, id);
  if (!locked.ok) return locked;
  return locked.value.status === 'open' ? locked : refuse(refusal('STAY.REQUEST_OVER'));
}

/** Papers for something that is asked; refused as `addDocuments` refuses, and STAY.REQUEST_UNKNOWN, .REQUEST_OVER. */
export const addRequestedDocuments = useCase({
  permission: 'stays.apply',
  input: addDocuments.input.omit({ draftId: true, applicationId: true }).extend({ requestId }),
  constraints: intakeConstraints,
  async run(scope, { requestId: id, kind, files }) {
    const locked = await lockOpenRequest(scope, id);
    if (!locked.ok) return locked;
    const { applicationId } = locked.value;
    const added = await addDocumentsTo(scope, { target: { applicationId }, kind, files, requestId: id });
    return added.ok ? accept({ ...added.value, applicationId }) : added;
  },
});

/**
 * Answers a request as a whole, by the family or by a clerk on its behalf: everything that is asked in words, or with a paper of
 * the kind that is asked for. The clock of the application goes on from the next day; an answer after the day is taken too.
 * Refuses STAY.REQUEST_UNKNOWN, .REQUEST_OVER, and for everything that is left open .ITEM_UNANSWERED, all at once.
 */
export const answerRequest = useCase({
  permission: 'stays.apply',
  input: z.object({
    requestId,
    answers: z
      .array(
        z.object({ itemId: z.uuid(), text: z.string().trim().max(1_000, 'STAY.ANSWER_LONG').optional() }),
      )
      .max(50),
  }),
  async run(
    scope,
    { requestId: id, answers },
  ): Promise<Result<{ requestId: string; applicationId: string }>> {
    const locked = await lockOpenRequest(scope, id);
    if (!locked.ok) return locked;
    const { items, applicationId, dueOn } = locked.value;
    const kinds = await selectKindsOfRequest(scope.tx, id);
    const given = new Map(answers.map(({ itemId, text }) => [itemId, text]));
    const open = items.filter(
      (item) => !given.get(item.id) && !(item.documentKind && kinds.has(item.documentKind)),
    );
    if (open.length > 0)
      return refuse(
        ...open.map((item) => {
          const place = answers.findIndex(({ itemId }) => itemId === item.id);
          return refusal('STAY.ITEM_UNANSWERED', {
            field: place === -1 ? undefined : `answers.${place}.text`,
            params: { number: item.position + 1 },
          });
        }),
      );
    await saveAnswers(
      scope.tx,
      items.flatMap(({ id: itemId }) => {
        const text = given.get(itemId);
        return text ? [{ id: itemId, text }] : [];
      }),
    );
    await updateRequest(scope.tx, id, {
      status: 'answered',
      closedOn: scope.today,
      closedAt: scope.now,
      closedByName: scope.actor.name,
    });
    scope.audit(
      applicationEvent('application.request-answered', applicationId, {
        requestId: id,
        late: scope.today > dueOn,
      }),
    );
    return accept({ requestId: id, applicationId });
  },
});

/** Takes a request back; the clock goes on. Refuses STAY.REQUEST_UNKNOWN, .REQUEST_OVER. */
export const withdrawRequest = useCase({
  permission: 'stays.confirm-eligibility',
  input: z.object({ requestId, reason: reasonGiven }),
  async run(scope, { requestId: id, reason }) {
    const locked = await lockOpenRequest(scope, id);
    if (!locked.ok) return locked;
    const { applicationId } = locked.value;
    await updateRequest(scope.tx, id, {
      status: 'withdrawn',
      closedOn: scope.today,
      closedAt: scope.now,
      closedByName: scope.actor.name,
      closedReason: reason,
    });
    scope.audit(applicationEvent('application.request-withdrawn', applicationId, { requestId: id }, reason));
    return accept({ requestId: id, applicationId });
  },
});

/** Notes that the answer was looked at; seen once is seen. Refuses STAY.REQUEST_UNKNOWN, .REQUEST_NOT_ANSWERED. */
export const seeAnswer = useCase({
  permission: 'stays.confirm-eligibility',
  input: z.object({ requestId }),
  async run(scope, { requestId: id }) {
    const locked = await lockRequest(scope, id);
    if (!locked.ok) return locked;
    const { status, seenAt, applicationId } = locked.value;
    if (status !== 'answered') return refuse(refusal('STAY.REQUEST_NOT_ANSWERED'));
    if (!seenAt) {
      await updateRequest(scope.tx, id, { seenAt: scope.now, seenByName: scope.actor.name });
      scope.audit(applicationEvent('application.request-seen', applicationId, { requestId: id }));
    }
    return accept({ requestId: id, applicationId });
  },
});
