import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { assessRisks } from '~/domain/care/assess-risks';
import { findRiskRegister } from '~/domain/care/list-risks';
import { risks } from '~/domain/care/risk.rules';
import { dateOf } from '~/domain/kernel/plain-date';
import { notFound, page, post } from '~/routes/authorised.server';
import { levelLabel, levelTone, riskLabel, standingLabel, standingTone } from '~/ui/care/labels';
import { CareTabs } from '~/ui/care/person-tabs';
import { RiskForm } from '~/ui/care/risk-form';
import { formatDate, formatInstant } from '~/ui/kit/format';
import { ButtonLink, Page, Section } from '~/ui/kit/page';
import { PrintButton } from '~/ui/kit/print-button';
import { Status, Unconfirmed } from '~/ui/kit/status';
import { ParamLink, Table } from '~/ui/kit/table';
import { m } from '~/words/generated/messages';

/** `?risk=…` asks for that one, `?risk=all` for all nine; otherwise for those that are to be assessed. */
export const loader = page('care.view', async ({ actor, id, url }) => {
  const register = await findRiskRegister(actor, { personId: id });
  if (!register) throw notFound();
  const wanted = url.searchParams.get('risk');
  const one = risks.find((risk) => risk === wanted);
  const asked = register.risks.filter(({ risk, standing }) =>
    one ? risk === one : wanted === 'all' || standing !== 'settled',
  );
  return {
    id,
    name: register.personName,
    today: dateOf(actor.at ?? new Date()),
    rows: register.risks,
    history: register.history,
    asked: asked.map(({ risk, assessment }) => ({
      risk,
      level: assessment?.level,
      measures: assessment?.measures,
    })),
    mayAssess: actor.permissions.has('care.assess-risks'),
    seesHealth: actor.permissions.has('care.view-health'),
    viewer: actor.name,
  };
});

export const action = post(assessRisks, {
  with: ({ id }) => ({ personId: id }),
  then: (_, { id }) => `/people/${id}/risks`,
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: m.kit_page_title({ page: m.care_risks_of({ name: data?.name ?? '' }) }) },
];

export default function RiskRegister() {
  const { id, name, today, rows, history, asked, mayAssess, seesHealth, viewer } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <Page
      title={m.care_risks_of({ name })}
      lead={
        <>
          {m.care_risks_lead()} <Unconfirmed />
        </>
      }
      above={[{ to: `/people/${id}`, label: name }]}
      actions={
        <>
          {mayAssess ? <ButtonLink to="?risk=all">{m.care_assess_all()}</ButtonLink> : null}
          <PrintButton />
        </>
      }
      watermark={viewer}
    >
      <CareTabs personId={id} seesHealth={seesHealth} />
      <Section>
        <Table
          caption={m.care_risks()}
          rows={rows}
          rowKey={(row) => row.risk}
          empty={null}
          columns={[
            { key: 'risk', title: m.care_risk(), heading: true, cell: (row) => riskLabel[row.risk]() },
            {
              key: 'level',
              title: m.care_level(),
              cell: ({ assessment }) =>
                assessment ? (
                  <Status tone={levelTone[assessment.level]}>{levelLabel[assessment.level]()}</Status>
                ) : (
                  m.kit_empty_value()
                ),
            },
            {
              key: 'measures',
              title: m.care_measures(),
              cell: ({ assessment }) => assessment?.measures ?? m.kit_empty_value(),
            },
            {
              key: 'by',
              title: m.care_assessed(),
              cell: ({ assessment }) =>
                assessment
                  ? m.care_by({ name: assessment.assessorName, at: formatDate(assessment.assessedOn) })
                  : m.kit_empty_value(),
            },
            {
              key: 'next',
              title: m.care_next_on(),
              cell: ({ assessment }) => (assessment ? formatDate(assessment.nextOn) : m.kit_empty_value()),
            },
            {
              key: 'standing',
              title: m.care_standing(),
              cell: ({ standing }) => (
                <Status tone={standingTone[standing]}>{standingLabel[standing]()}</Status>
              ),
            },
            {
              key: 'do',
              title: m.care_change(),
              cell: (row) =>
                mayAssess ? (
                  <ParamLink name="risk" value={row.risk} className="button whitespace-nowrap">
                    {m.care_assess()}
                  </ParamLink>
                ) : null,
            },
          ]}
        />
      </Section>
      {mayAssess && asked.length > 0 ? (
        <Section title={m.care_assess_title()}>
          <RiskForm
            key={asked.map(({ risk }) => risk).join()}
            reply={reply}
            today={today}
            assessor={viewer}
            asked={asked}
          />
        </Section>
      ) : null}
      <Section title={m.care_risk_history()}>
        <Table
          caption={m.care_risk_history()}
          rows={history}
          rowKey={(row) => row.id}
          empty={m.care_risk_history_none()}
          columns={[
            { key: 'risk', title: m.care_risk(), heading: true, cell: (row) => riskLabel[row.risk]() },
            { key: 'level', title: m.care_level(), cell: (row) => levelLabel[row.level]() },
            { key: 'measures', title: m.care_measures(), cell: (row) => row.measures ?? m.kit_empty_value() },
            {
              key: 'by',
              title: m.care_assessed(),
              cell: (row) => m.care_by({ name: row.assessorName, at: formatDate(row.assessedOn) }),
            },
            {
              key: 'recorded',
              title: m.care_recorded(),
              cell: (row) => m.care_by({ name: row.recordedByName, at: formatInstant(row.recordedAt) }),
            },
          ]}
        />
      </Section>
    </Page>
  );
}
