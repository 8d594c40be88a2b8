import { recordAssessment } from '~/domain/assessments/record-assessment';
import { act } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '../form.server';

/** Takes what the page script of the bedside form sends, which may be a second time; answers for script, the page answers for people. */
export const action = act(recordAssessment.permission, async ({ actor, form, id }) => {
  const sent = submission(form, recordAssessment.input);
  const result = await recordAssessment(actor, { ...sent.input, personId: id });
  return result.ok
    ? Response.json({ assessmentId: result.value.assessmentId })
    : Response.json({ reply: replyWithRefusals(sent, result.refusals).data }, { status: 422 });
});
