import { z } from 'zod';
import { eraseFiles } from '~/domain/stays/discard-draft';
import { defineJob } from '../define-job';

export const eraseFilesJob = defineJob({
  name: 'stays.erase-files',
  payload: z.strictObject({ draftId: z.uuid() }),
  run: ({ actor, payload }) => eraseFiles(actor, payload),
});
