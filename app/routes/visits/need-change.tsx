import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { listTowns } from '~/domain/organisations/list-towns';
import { changeNeed } from '~/domain/visits/change-need';
import { findNeed } from '~/domain/visits/list-visits';
import { notFound, page, post } from '~/routes/authorised.server';
import { Checkbox, Fieldset, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { townOptions } from '~/ui/people/labels';
import { needValues, priorityOptions, seriesWords } from '~/ui/visits/need-choices';
import { NeedFields } from '~/ui/visits/need-fields';
import { m } from '~/words/generated/messages';
import { firstsOf, withFirsts } from './firsts.server';

export const loader = page('visits.request', async ({ actor, id }) => {
  const need = actor.permissions.has('visits.view-needs') ? await findNeed(actor, { needId: id }) : undefined;
  if (!need) throw notFound();
  const [towns, firsts] = await Promise.all([
    listTowns(actor),
    firstsOf(actor, {
      needId: id,
      personId: need.personId ?? undefined,
      householdId: need.householdId ?? undefined,
      townCode: need.townCode,
      chosen: need.afterNeedId ?? undefined,
    }),
  ]);
  return {
    id,
    outline: need.outline,
    // A rule is kept as it is, whoever made it and whatever it says.
    repeats: need.series && { id: need.series.id, rule: seriesWords(need.series) },
    addressKept: need.hasAddress,
    towns: townOptions(towns.filter((town) => !actor.townCode || town.code === actor.townCode)),
    priorities: priorityOptions(),
    firsts,
    values: needValues(need),
  };
});

const of = ({ id }: { id: string }) => ({ needId: id });

export const action = withFirsts(
  post(changeNeed, { with: of, then: ({ needId }) => `/visits/needs/${needId}` }),
  { needOf: of },
);

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_change_title() }) }];

export default function ChangeNeed() {
  const { id, outline, repeats, addressKept, towns, priorities, firsts, values } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_change_title()}
      above={[
        { to: '/visits/needs', label: m.visits_needs_title() },
        { to: `/visits/needs/${id}`, label: outline },
      ]}
      narrow
    >
      <Section>
        <EditForm reply={reply} values={values}>
          <NeedFields
            towns={towns}
            priorities={priorities}
            firsts={reply?.firsts ?? firsts}
            addressKept={addressKept}
            pointKept
          />
          {repeats ? (
            <Fieldset
              legend={m.visits_repeat()}
              hint={
                <>
                  {m.visits_repeat_kept({ rule: repeats.rule })}{' '}
                  <Link to={`/visits/series/${repeats.id}/change`}>{m.visits_series_change()}</Link>
                </>
              }
            >
              <Checkbox name="following" label={m.visits_following()} />
            </Fieldset>
          ) : null}
          <SubmitButton>{m.visits_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
