import { redirect } from '@remix-run/node';
import type { Actor } from '~/domain/kernel/actor';
import { dateOf } from '~/domain/kernel/plain-date';
import { listTowns } from '~/domain/organisations/list-towns';
import { addDocuments } from '~/domain/stays/add-documents';
import { discardDraft } from '~/domain/stays/discard-draft';
import { draftForm } from '~/domain/stays/draft.rules';
import { type DraftStep, draftSteps, stepAfter } from '~/domain/stays/draft-steps.rules';
import type { Draft } from '~/domain/stays/find-draft';
import { saveDraftStep } from '~/domain/stays/save-draft-step';
import { submitDraft } from '~/domain/stays/submit-draft';
import { withdrawDocument } from '~/domain/stays/withdraw-document';
import { refusalText } from '~/platform/i18n/refusal-words.server';
import { act, type FormVisit, intents, notFound, post } from '~/routes/authorised.server';
import { replyWithRefusals, submission } from '~/routes/form.server';
import { townOptions } from '~/ui/people/labels';
import { uploads } from './paper-deeds.server';

/** The step that a path names; another word is no page. */
export function stepIn(param: (name: string) => string): DraftStep {
  const step = draftSteps.find((one) => one === param('step'));
  if (!step) throw notFound();
  return step;
}

/** What the page of a step shows. */
export async function draftPage(
  actor: Actor,
  draft: Draft,
  { step, path }: { step: DraftStep; path: string },
) {
  const isStaff = actor.permissions.has('stays.view');
  const towns = isStaff && step === 'who' ? await listTowns(actor) : [];
  const today = dateOf(actor.at ?? new Date());
  const { said } = draft;
  return {
    draft,
    step,
    path,
    isStaff,
    today,
    towns: townOptions(actor.townCode ? towns.filter(({ code }) => code === actor.townCode) : towns),
    values: {
      ...said,
      appliedOn: said.appliedOn ?? today,
      ...(draft.personId ? {} : { person: { townCode: actor.townCode, ...said.person } }),
    },
    mayOpen: isStaff && actor.permissions.has('stays.reveal-documents'),
    problems: draft.problems.map(({ step: at, refusal }) => ({
      step: at,
      field: refusal.field,
      text: refusalText(refusal),
    })),
  };
}

export type DraftPage = Awaited<ReturnType<typeof draftPage>>;

/** What the forms of a step do. `pathOf`: where the steps of this draft lie; `then`: where its application is shown. */
export function draftAction(pathOf: (visit: FormVisit) => string, then: (applicationId: string) => string) {
  return intents({
    save: act(saveDraftStep.permission, async (visit) => {
      const step = stepIn(visit.param);
      const sent = submission(visit.form, draftForm);
      const go = String(visit.form.get('go') ?? '');
      const result = await saveDraftStep(visit.actor, {
        draftId: String(visit.form.get('draftId')),
        version: String(visit.form.get('version')),
        step,
        said: sent.input,
      });
      if (!result.ok) return replyWithRefusals(sent, result.refusals);
      // Whoever asks for another step is never held back; going on in order shows first what is wrong.
      const to = draftSteps.find((one) => one === go);
      if (!to && go !== 'later' && result.value.problems.length > 0)
        return replyWithRefusals(sent, result.value.problems);
      return redirect(`${pathOf(visit)}/${to ?? stepAfter(step)}`, 303);
    }),
    upload: uploads(addDocuments, (visit) => `${pathOf(visit)}/documents`),
    'withdraw-document': post(withdrawDocument, { then: (_, visit) => `${pathOf(visit)}/documents` }),
    submit: post(submitDraft, { then: ({ applicationId }) => then(applicationId) }),
    discard: post(discardDraft, {
      then: (_, { actor }) => (actor.permissions.has('stays.view') ? '/applications/new' : '/my/place'),
    }),
  });
}
