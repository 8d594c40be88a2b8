import { insertSignatures } from '#db/queries/signatures';
import type { Scope } from '../audit/use-case';
import { assessmentSigned } from './assessment.events';
import type { Party, SaidSignature } from './signature.rules';

/** Writes signatures that were checked, with their audit events; part of a use case. `names`: whose they are where the form does not say. */
export async function keepSignatures(
  scope: Scope,
  assessmentId: string,
  {
    signatures,
    names,
  }: { signatures: readonly SaidSignature[]; names: Readonly<Partial<Record<Party, string>>> },
): Promise<void> {
  const { actor, now, today } = scope;
  await insertSignatures(
    scope.tx,
    signatures.map(({ party, means, signer, signedOn, strokes, reason }) => ({
      assessmentId,
      party,
      means,
      signer: names[party] ?? signer?.trim() ?? '',
      signedOn: signedOn ?? today,
      strokes: means === 'drawn' ? (strokes ?? '') : null,
      reason: means === 'refused' ? (reason?.trim() ?? '') : null,
      recordedAt: now,
      recordedBy: actor.userId,
      recordedByName: actor.name,
    })),
  );
  for (const { party, means } of signatures) scope.audit(assessmentSigned(assessmentId, { party, means }));
}
