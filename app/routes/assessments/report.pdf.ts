import { findAssessment } from '~/domain/assessments/find-assessment';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { notFound, page } from '~/routes/authorised.server';
import { assessmentReport } from './report-paper.server';

export const loader = page('assessments.view', async ({ actor, id }) => {
  const assessment = await findAssessment(actor, { id });
  if (!assessment) throw notFound();
  return assessmentReport(assessment, { tenant: await getTenant(actor, {}), viewer: actor.name });
});
