import { hasChangedSince } from '~/domain/audit/find-changes';
import { eventStream } from '~/platform/live/event-stream';
import { page, stillPermitted } from '~/routes/authorised.server';

/** Says that beds, or the stays in them, have changed. For a browser's EventSource; anything else is answered with 406. */
const TOPICS = ['bed', 'place', 'stay'] as const;

export const loader = page('beds.view', async ({ actor, request, url }) => {
  if (!request.headers.get('accept')?.includes('text/event-stream'))
    return new Response(null, { status: 406 });
  const after = Number(url.searchParams.get('after'));
  return eventStream({
    signal: request.signal,
    tenantId: actor.tenantId,
    userId: actor.userId ?? '',
    missed: async () =>
      Number.isSafeInteger(after) && (await hasChangedSince(actor, { seq: after, types: TOPICS })),
    topics: TOPICS,
    stillMay: () => stillPermitted(request, actor, 'beds.view'),
  });
});
