import { selectOpenRequest, updateRequest } from '#db/queries/requests';
import type { Scope } from '../audit/use-case';
import { applicationEvent } from './stay.events';

/**
 * Ends the request of an application that goes on or ends without the answer, if one is open; the application is locked.
 * `lapsed`: its day has passed and somebody decides; `withdrawn`: nobody needs the answer any more.
 */
export async function closeOpenRequest(
  scope: Scope,
  applicationId: string,
  how: { readonly status: 'lapsed' } | { readonly status: 'withdrawn'; readonly reason: string },
): Promise<void> {
  const request = await selectOpenRequest(scope.tx, applicationId);
  if (!request) return;
  await updateRequest(scope.tx, request.id, {
    status: how.status,
    closedOn: scope.today,
    closedAt: scope.now,
    closedByName: scope.actor.name,
    ...(how.status === 'withdrawn' && { closedReason: how.reason }),
  });
  scope.audit(
    applicationEvent(
      how.status === 'lapsed' ? 'application.request-lapsed' : 'application.request-withdrawn',
      applicationId,
      { requestId: request.id },
      how.status === 'withdrawn' ? how.reason : undefined,
    ),
  );
}
