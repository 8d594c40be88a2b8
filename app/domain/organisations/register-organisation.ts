import { z } from 'zod';
import {
  findOrganisationId,
  insertOrganisation,
  selectOrganisation,
  selectOrganisationByCode,
} from '#db/queries/organisations';
import { useCase } from '../audit/use-case';
import { latitudeInput, longitudeInput } from '../kernel/place';
import { accept, type Refusal, type Result, refusal, refuse } from '../kernel/refusals';
import { readCreditCode } from './credit-code.rules';
import { organisationRegistered } from './organisation.events';
import { organisationKinds } from './organisation-kinds';

const DIGITS = { district: 6, town: 9, village: 12 } as const;

const input = z.object({
  kind: z.enum(organisationKinds),
  name: z.string().trim().min(1, 'ORGANISATION.NAME_MISSING').max(60),
  nameEn: z.string().trim().min(1).max(120).optional(),
  /** Region code of 6, 9 or 12 digits, or a unified social credit code. */
  code: z.string().trim().min(1).optional(),
  parentId: z.uuid().optional(),
  latitude: latitudeInput().optional(),
  longitude: longitudeInput().optional(),
});

type Input = z.output<typeof input>;

/** The code as it is stored, or why it cannot be the code of such an organisation. */
function readCode({ kind, code }: Input): { code: string | null; refusals: readonly Refusal[] } {
  if (kind === 'care_centre' || kind === 'receiving_entity') {
    const read = code === undefined ? accept(null) : readCreditCode(code);
    return read.ok
      ? { code: read.value, refusals: [] }
      : { code: null, refusals: read.refusals.map((one) => ({ ...one, field: 'code' })) };
  }
  const digits = DIGITS[kind];
  const plain = code?.normalize('NFKC') ?? null;
  const fits = plain === null ? kind === 'village' : new RegExp(`^\\d{${digits}}$`).test(plain);
  return {
    code: plain,
    refusals: fits ? [] : [refusal('ORGANISATION.REGION_CODE_FORM', { field: 'code', params: { digits } })],
  };
}

/**
 * Makes an organisation known; one that is known already by its code, or by kind, name and parent, is left as it is.
 * Refuses ORGANISATION.NAME_MISSING, .PARENT_MISSING, .PARENT_UNKNOWN, .REGION_CODE_FORM, .CREDIT_CODE_FORM,
 * .CREDIT_CODE_CHECK, .PLACE_HALF, and .CODE_TAKEN when the code belongs to another name.
 */
export const registerOrganisation = useCase({
  permission: 'organisations.edit',
  input,
  async run(scope, asked): Promise<Result<{ organisationId: string; created: boolean }>> {
    const { code, refusals } = readCode(asked);
    const problems = [...refusals];
    const parentId = asked.parentId ?? null;
    if (parentId === null && asked.kind !== 'district' && asked.kind !== 'receiving_entity') {
      problems.push(refusal('ORGANISATION.PARENT_MISSING', { field: 'parentId' }));
    }
    if (parentId !== null && !(await selectOrganisation(scope.tx, parentId))) {
      problems.push(refusal('ORGANISATION.PARENT_UNKNOWN', { field: 'parentId' }));
    }
    if ((asked.latitude === undefined) !== (asked.longitude === undefined)) {
      problems.push(
        refusal('ORGANISATION.PLACE_HALF', {
          field: asked.latitude === undefined ? 'latitude' : 'longitude',
        }),
      );
    }
    if (problems.length > 0) return refuse(...problems);

    const { kind, name } = asked;
    const added = await insertOrganisation(scope.tx, {
      ...asked,
      nameEn: asked.nameEn ?? null,
      code,
      parentId,
    });
    if (added) {
      scope.audit(organisationRegistered(added, { kind, name, code }));
      return accept({ organisationId: added, created: true });
    }
    const sameName = await findOrganisationId(scope.tx, { kind, name, parentId });
    if (sameName) return accept({ organisationId: sameName, created: false });
    const sameCode = code === null ? undefined : await selectOrganisationByCode(scope.tx, code);
    return refuse(
      refusal('ORGANISATION.CODE_TAKEN', {
        field: 'code',
        params: { code: code ?? '', name: sameCode?.name ?? '' },
      }),
    );
  },
});
