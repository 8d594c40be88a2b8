import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import {
  changePlanningSettings,
  defaultPlanning,
  findPlanningSettings,
  planningLimits,
} from '~/domain/visits/planning-settings';
import { page, post } from '~/routes/authorised.server';
import { Fieldset, NumberField, SubmitButton } from '~/ui/kit/fields';
import { EditForm } from '~/ui/kit/form';
import { Notice } from '~/ui/kit/notice';
import { Page, Section } from '~/ui/kit/page';
import { Table } from '~/ui/kit/table';
import { type PlanningGroup, planningGroups, planningLabel } from '~/ui/visits/planning-labels';
import { m } from '~/words/generated/messages';

export const loader = page('visits.view', async ({ actor, url }) => {
  const settings = await findPlanningSettings(actor);
  const fieldOf = (name: keyof typeof planningLimits) => {
    const [lowest, highest] = planningLimits[name];
    return {
      name,
      label: planningLabel[name](),
      hint: m.visits_planning_hint({ lowest, highest, usual: defaultPlanning[name] }),
      unit: name === 'fairnessPercent' ? '%' : m.visits_duration_unit(),
      value: settings[name],
    };
  };
  return {
    settings,
    saved: url.searchParams.has('saved'),
    mayChange: actor.permissions.has('visits.publish'),
    groups: (Object.keys(planningGroups) as PlanningGroup[]).map((group) => ({
      group,
      title: planningGroups[group].title(),
      hint: planningGroups[group].hint(),
      fields: planningGroups[group].settings.map(fieldOf),
    })),
  };
});

export const action = post(changePlanningSettings, { then: () => '/visits/plans/settings?saved' });

export const meta: MetaFunction = () => [{ title: m.kit_page_title({ page: m.visits_planning() }) }];

/** What a plan may do and what each thing costs: set by coordinators, shown to everybody who sees plans. */
export default function PlanSettings() {
  const { settings, saved, mayChange, groups } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.visits_planning()}
      lead={m.visits_planning_lead()}
      above={[{ to: '/visits/plans', label: m.visits_plans_title() }]}
      narrow
    >
      {saved ? <Notice tone="ok" title={m.visits_planning_saved()} live /> : null}
      {mayChange ? (
        <Section>
          <EditForm reply={reply} values={settings}>
            {groups.map(({ group, title, hint, fields }) => (
              <Fieldset key={group} legend={title} hint={hint}>
                {fields.map(({ name, label, hint: range, unit }) => (
                  <NumberField key={name} name={name} label={label} hint={range} unit={unit} size={7} />
                ))}
              </Fieldset>
            ))}
            <SubmitButton>{m.visits_save()}</SubmitButton>
          </EditForm>
        </Section>
      ) : (
        groups.map(({ group, title, fields }) => (
          <Table
            key={group}
            caption={title}
            rows={fields}
            rowKey={(row) => row.name}
            empty=""
            columns={[
              { key: 'label', title: m.visits_planning_setting(), heading: true, cell: (row) => row.label },
              {
                key: 'value',
                title: m.visits_planning_value(),
                numeric: true,
                cell: (row) => `${row.value} ${row.unit}`,
              },
            ]}
          />
        ))
      )}
    </Page>
  );
}
