import { z } from 'zod';
import { selectOrganisation, updateOrganisationPlace } from '#db/queries/organisations';
import { useCase } from '../audit/use-case';
import { latitudeInput, longitudeInput } from '../kernel/place';
import { accept, refusal, refuse } from '../kernel/refusals';
import { organisationPlaced } from './organisation.events';

/**
 * Says where an organisation's office is, in degrees (WGS 84): the point from which half an hour is reckoned where no
 * nearer one is known. Refuses ORGANISATION.UNKNOWN.
 */
export const placeOrganisation = useCase({
  permission: 'organisations.edit',
  input: z.object({
    organisationId: z.uuid('ORGANISATION.UNKNOWN'),
    latitude: latitudeInput(),
    longitude: longitudeInput(),
  }),
  async run(scope, { organisationId, ...place }) {
    const organisation = await selectOrganisation(scope.tx, organisationId);
    if (!organisation) return refuse(refusal('ORGANISATION.UNKNOWN', { field: 'organisationId' }));
    const { latitude, longitude } = organisation;
    if (latitude === place.latitude && longitude === place.longitude) return accept({ organisationId });
    await updateOrganisationPlace(scope.tx, organisationId, place);
    scope.audit(organisationPlaced(organisationId, { before: { latitude, longitude }, after: place }));
    return accept({ organisationId });
  },
});
