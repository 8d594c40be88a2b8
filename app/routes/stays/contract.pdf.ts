import { listLeaveRules } from '~/domain/fees/list-leave-rules';
import { listTariffs } from '~/domain/fees/list-tariffs';
import { getTenant } from '~/domain/organisations/find-tenant-name';
import { findPerson } from '~/domain/people/find-person';
import { gradeOfDay } from '~/domain/stays/care-grade';
import { findApplication } from '~/domain/stays/find-application';
import { findStay } from '~/domain/stays/find-stay';
import { renderPdf } from '~/platform/pdf/render-pdf';
import { notFound, page } from '~/routes/authorised.server';
import { bandTexts } from '~/ui/fees/labels';
import { formatDate, formatMoney } from '~/ui/kit/format';
import { sexLabel } from '~/ui/people/labels';
import { gradeLabel } from '~/ui/standards/labels';
import { leaveLabel } from '~/ui/stays/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

/** The contract of a stay to be signed: parties, place, fee by the grade of the day of admission, days away, and our clauses. */
export const loader = page('fees.view', async ({ actor, id }) => {
  const stay = await findStay(actor, { id });
  const person = stay && (await findPerson(actor, { id: stay.personId }));
  if (!stay || !person) throw notFound();
  const [application, tenant, tariffs, rules, grade] = await Promise.all([
    findApplication(actor, { id: stay.applicationId }),
    getTenant(actor, {}),
    listTariffs(actor, { status: 'approved' }),
    listLeaveRules(actor, {}),
    gradeOfDay(actor, { personId: stay.personId, on: stay.admittedOn }),
  ]);
  const tariff = tariffs.find(
    (one) =>
      one.grade === grade &&
      one.effectiveFrom <= stay.admittedOn &&
      (one.effectiveUntil === null || stay.admittedOn < one.effectiveUntil),
  );
  const english = getLocale() === 'en';
  const bed = stay.beds.at(-1);
  const none = m.stays_contract_to_be_filled();
  const pdf = await renderPdf({
    template: 'stays/contract',
    data: {
      lang: english ? 'en' : 'zh',
      demo: tenant.demo ? m.kit_demo_data() : null,
      title: m.stays_contract_title(),
      head: english ? tenant.nameEn : tenant.name,
      foot: m.kit_printed_by({ name: actor.name }),
      parties: [
        [m.stays_contract(), stay.contractNumber],
        [m.stays_contract_centre(), english ? tenant.nameEn : tenant.name],
        [m.stays_contract_resident(), person.name],
        [m.people_sex(), sexLabel[person.sex]()],
        [m.people_birth_date(), formatDate(person.birthDate)],
        [m.people_identity_number(), person.identityNumber ?? none],
        [m.stays_contract_agent(), application?.guardianName ?? none],
      ],
      place: {
        title: m.stays_contract_place(),
        facts: [
          [m.stays_admitted_on(), formatDate(stay.admittedOn)],
          [m.stays_contract_bed(), bed ? `${bed.building} ${bed.room} ${bed.name}` : none],
        ],
      },
      fee: {
        title: m.stays_contract_fee(),
        facts: [
          [m.fees_grade(), grade ? gradeLabel(grade) : none],
          [m.fees_monthly(), tariff ? formatMoney(tariff.monthlyFeeFen) : none],
        ],
        rule: m.fees_day_rule(),
      },
      away: {
        title: m.stays_contract_away(),
        headings: [m.fees_leave_kind(), m.fees_leave_bands(), m.standards_source()],
        rows: rules
          .filter(({ inForce }) => inForce)
          .map((rule) => [leaveLabel[rule.kind](), bandTexts(rule.bands).join('\n'), rule.source]),
      },
      clauses: {
        title: m.stays_contract_clauses(),
        items: [
          m.stays_contract_clause_care(),
          m.stays_contract_clause_grade(),
          m.stays_contract_clause_price(),
          m.stays_contract_clause_payment(),
          m.stays_contract_clause_deposit(),
          m.stays_contract_clause_emergency(),
          m.stays_contract_clause_end(),
          m.stays_contract_clause_data(),
        ],
      },
      note: m.stays_contract_note(),
      signatures: [
        m.stays_contract_sign_centre(),
        m.stays_contract_sign_resident(),
        m.stays_contract_sign_agent(),
        m.stays_contract_sign_date(),
      ],
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${stay.contractNumber}.pdf"`,
    },
  });
});
