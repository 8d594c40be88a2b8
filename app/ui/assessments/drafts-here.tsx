import { useEffect, useState } from 'react';
import type { DraftOnDevice } from '~/ui/kit/device-draft';
import { formatInstant } from '~/ui/kit/format';
import { Notice } from '~/ui/kit/notice';
import { m } from '~/words/generated/messages';

interface Found {
  readonly drafts: readonly DraftOnDevice[];
  /** Until they are thrown away. */
  readonly hours: number;
}

/** Assessments that somebody began on this device and that were not sent: the way back to each. Says whose only once it is opened. */
export function DraftsHere({ owner }: { owner: string }) {
  const [{ drafts, hours }, setFound] = useState<Found>({ drafts: [], hours: 0 });
  useEffect(() => {
    void import('~/ui/kit/device-draft').then(({ draftsOf, DRAFT_HOURS }) =>
      setFound({ drafts: draftsOf(owner), hours: DRAFT_HOURS }),
    );
  }, [owner]);
  if (drafts.length === 0) return null;
  return (
    <Notice tone="due" title={m.assessments_drafts()}>
      <ul>
        {drafts.map(({ place, at }) => {
          const [personId = '', scale = ''] = place.split('/');
          return (
            <li key={place}>
              <a href={`/people/${personId}/assess?scale=${scale}`}>
                {m.assessments_drafts_open({ time: formatInstant(new Date(at)) })}
              </a>
            </li>
          );
        })}
      </ul>
      <p>{m.assessments_drafts_hint({ hours })}</p>
    </Notice>
  );
}
