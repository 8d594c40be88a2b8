import { z } from 'zod';
import { insertDocumentKinds, selectDocumentKinds } from '#db/queries/documents';
import { type ReadScope, read, useCase } from '../audit/use-case';
import { accept } from '../kernel/refusals';
import { hardshipCategories } from '../people/person.rules';
import { hardshipFacts } from './details.rules';
import { intakeEvent } from './stay.events';

export type { DocumentKindRecord } from '#db/queries/documents';

/** Kinds of documents in their order, for other parts of taking applications. */
export const documentKindsOf = ({ tx }: Pick<ReadScope, 'tx'>) => selectDocumentKinds(tx);

/** Kinds of documents, of whom each is required, and from which source. */
export const listDocumentKinds = read('account', async (scope, _: Record<string, never> = {}) =>
  documentKindsOf(scope),
);

const words = z.string().trim().min(1).max(200);

const kind = z.object({
  code: z.string().regex(/^[a-z][a-z_]{1,39}$/),
  position: z.int().min(0).max(999),
  name: words,
  nameEn: words,
  hint: z.string().max(300),
  hintEn: z.string().max(300),
  requiredOf: z.object({
    always: z.literal(true).optional(),
    categories: z.array(z.enum(hardshipCategories)).optional(),
    facts: z.array(z.enum(hardshipFacts)).optional(),
    guardian: z.literal(true).optional(),
  }),
  source: words,
  confidence: z.enum(['confirmed', 'unconfirmed']),
});

/** Publishes kinds of documents; those that are there stay as they are. */
export const publishDocumentKinds = useCase({
  permission: 'stays.settle-intake',
  input: z.object({ kinds: z.array(kind).min(1).max(50) }),
  async run(scope, { kinds }) {
    const codes = await insertDocumentKinds(scope.tx, kinds);
    if (codes.length > 0) scope.audit(intakeEvent('intake.kinds-published', 'document-kinds', { codes }));
    return accept({ codes });
  },
});
