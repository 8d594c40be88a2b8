import { z } from 'zod';
import { revokeApiKeyRow } from '#db/queries/access';
import { useCase } from '../audit/use-case';
import { accept, refusal, refuse } from '../kernel/refusals';
import { keyEvent } from './access.events';

/** Makes an API key worthless at once. */
export const revokeApiKey = useCase({
  permission: 'api.create-key',
  input: z.object({ keyId: z.uuid() }),
  async run({ tx, now, audit }, { keyId }) {
    const start = await revokeApiKeyRow(tx, keyId, now);
    if (start === undefined) return refuse(refusal('ACCESS.KEY_UNKNOWN', { field: 'keyId' }));
    audit(keyEvent('access.key-revoked', keyId, { start }));
    return accept({});
  },
});
