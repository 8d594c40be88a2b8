import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { PAGE_LIMIT } from '~/domain/kernel/paging';
import { listTowns } from '~/domain/organisations/list-towns';
import { changeNeed } from '~/domain/visits/change-need';
import { findNeed, listNeeds } from '~/domain/visits/list-visits';
import { notFound, page, post } from '~/routes/authorised.server';
import { Checkbox, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Page, Section } from '~/ui/kit/page';
import { firstOptions, priorityOptions } from '~/ui/visits/need-choices';
import { NeedFields } from '~/ui/visits/need-fields';
import { timeText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.request', async ({ actor, id }) => {
  const need = actor.permissions.has('visits.view-needs') ? await findNeed(actor, { needId: id }) : undefined;
  if (!need) throw notFound();
  const [towns, needs] = await Promise.all([
    listTowns(actor),
    listNeeds(actor, { status: 'open', limit: PAGE_LIMIT }),
  ]);
  const { place, townCode, latitude, longitude, serviceKind, skill, durationMinutes, volunteersNeeded } =
    need;
  return {
    id,
    outline: need.outline,
    repeats: need.seriesId !== null,
    addressKept: need.hasAddress,
    towns: towns
      .filter((town) => !actor.townCode || town.code === actor.townCode)
      .map(({ code, name }) => ({ value: code, label: name })),
    priorities: priorityOptions(),
    firsts: firstOptions(
      // The one it follows may be planned already and is a choice all the same.
      [...needs.rows, ...(need.after ? [{ ...need.after, windows: [] }] : [])].filter(
        (one, index, all) => all.findIndex((other) => other.id === one.id) === index,
      ),
      id,
    ),
    values: {
      place,
      townCode,
      latitude,
      longitude,
      serviceKind,
      skill: skill ?? undefined,
      durationMinutes,
      volunteersNeeded,
      outline: need.outline,
      priority: need.priority,
      sameVolunteers: need.sameVolunteers,
      afterNeedId: need.afterNeedId ?? undefined,
      afterMinMinutes: need.afterMinMinutes ?? undefined,
      afterMaxMinutes: need.afterMaxMinutes ?? undefined,
      windows: need.windows.map(({ date, fromMinute, untilMinute }) => ({
        date,
        from: timeText(fromMinute),
        until: timeText(untilMinute),
      })),
    },
  };
});

export const action = post(changeNeed, {
  with: ({ id }) => ({ needId: id }),
  then: ({ needId }) => `/visits/needs/${needId}`,
});

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
          <NeedFields towns={towns} priorities={priorities} firsts={firsts} addressKept={addressKept} />
          {repeats ? <Checkbox name="following" label={m.visits_following()} /> : null}
          <SubmitButton>{m.visits_save()}</SubmitButton>
        </EditForm>
      </Section>
    </Page>
  );
}
