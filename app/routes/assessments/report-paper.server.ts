import type { WholeAssessment } from '~/domain/assessments/find-assessment';
import { objectionEnds } from '~/domain/assessments/reassessment.rules';
import { SIGNATURE_BOX } from '~/domain/assessments/signature.rules';
import { addDays, dateOf } from '~/domain/kernel/plain-date';
import { renderPdf } from '~/platform/pdf/render-pdf';
import {
  inLanguage,
  issuerKindLabel,
  meansLabel,
  partyLabel,
  reasonLabel,
  scaleName,
  statusLabel,
} from '~/ui/assessments/labels';
import { stepTexts, undecidedText } from '~/ui/assessments/step-text';
import { formatDate, formatIdentityNumber, formatInstant, formatPeriod } from '~/ui/kit/format';
import { sexLabel } from '~/ui/people/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

interface Printed {
  readonly tenant: { readonly name: string; readonly nameEn: string; readonly demo: boolean };
  readonly viewer: string;
}

const { width, height } = SIGNATURE_BOX;

/** A drawn signature as a picture. The path was checked when it was signed, and is letters and numbers only. */
const svgOf = (strokes: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><path d="${strokes}" fill="none" stroke="#29241f" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

function signatureRows({ signatures, firstAssessor, secondAssessor, person }: WholeAssessment) {
  const rowsOf = (party: 'first' | 'second' | 'person' | 'guardian', name: string) => {
    const signed = signatures.filter((one) => one.party === party);
    const title = m.assessments_signer({ party: partyLabel[party](), name: signed[0]?.signer ?? name });
    const drawn = signed.find(({ strokes }) => strokes !== null);
    return {
      title,
      svg: drawn?.strokes ? svgOf(drawn.strokes) : null,
      said:
        signed
          .map(({ means, signedOn, reason }) =>
            [
              m.assessments_signed({ means: meansLabel[means](), date: formatDate(signedOn) }),
              reason && m.assessments_sign_refused_because({ reason }),
            ]
              .filter(Boolean)
              .join(' '),
          )
          .join('\n') || m.assessments_sign_date(),
    };
  };
  const guardian = signatures.some(({ party }) => party === 'guardian');
  return [
    rowsOf('first', firstAssessor ?? ''),
    rowsOf('second', secondAssessor ?? ''),
    ...(guardian && !signatures.some(({ party }) => party === 'person')
      ? []
      : [rowsOf('person', person.name)]),
    rowsOf('guardian', ''),
  ];
}

/** The report of an assessment: what was scored, the grade and how it came about, who stands for it, and the right to object. */
export async function assessmentReport(
  assessment: WholeAssessment,
  { tenant, viewer }: Printed,
): Promise<Response> {
  const { person, scale, scoring, status, origin, answers, validFrom, validUntil, decidedAt } = assessment;
  const english = getLocale() === 'en';
  const grade = scale.grades.find(({ code }) => code === assessment.grade)?.label;
  const refused = scoring.undecided?.items ?? [];
  const pdf = await renderPdf({
    template: 'assessments/report',
    data: {
      lang: english ? 'en' : 'zh',
      demo: tenant.demo ? m.kit_demo_data() : null,
      title: m.assessments_report(),
      head: english ? tenant.nameEn : tenant.name,
      foot: m.kit_printed_by({ name: viewer }),
      notice:
        status === 'confirmed' ? null : m.assessments_report_not_in_force({ status: statusLabel[status]() }),
      person: [
        [m.assessments_person(), person.name],
        [m.people_sex(), sexLabel[person.sex]()],
        [m.people_birth_date(), formatDate(person.birthDate)],
        [
          m.people_identity_number(),
          person.identityNumber ? formatIdentityNumber(person.identityNumber) : m.kit_empty_value(),
        ],
      ],
      scale: {
        title: m.assessments_scale(),
        facts: [
          [
            m.assessments_scale(),
            m.assessments_report_version({ name: scaleName(scale), version: scale.version }) +
              (scale.confidence === 'unconfirmed' ? ` ${m.assessments_unconfirmed()}` : ''),
          ],
          [m.assessments_report_source(), inLanguage({ 'zh-CN': scale.source, en: scale.sourceEn })],
          [m.assessments_on(), formatDate(assessment.assessedOn)],
          ...(origin === 'own' ? [[m.assessments_reason(), reasonLabel[assessment.reason]()]] : []),
        ],
      },
      items: {
        title: m.assessments_answers(),
        headings: [m.assessments_item(), m.assessments_answer(), m.assessments_score()],
        rows: [
          ...scoring.items.map(({ label, answer, score }) => [
            inLanguage(label),
            inLanguage(answer),
            String(score),
          ]),
          ...refused
            .filter(({ code }) => code in answers)
            .map(({ label }) => [inLanguage(label), m.assessments_refused(), m.kit_empty_value()]),
        ],
      },
      grade: {
        title: status === 'proposed' ? m.assessments_proposed_grade() : m.assessments_grade(),
        value: grade ? inLanguage(grade) : m.assessments_grade_open(),
        steps: stepTexts(scoring),
        open: scoring.undecided ? undecidedText(scoring.undecided) : null,
        facts: [
          ...(validFrom ? [[m.assessments_valid(), formatPeriod(validFrom, validUntil)]] : []),
          ...(assessment.decidedByName && decidedAt
            ? [
                [
                  m.assessments_decided_by(),
                  m.assessments_report_decided({
                    name: assessment.decidedByName,
                    at: formatInstant(decidedAt),
                  }),
                ],
              ]
            : []),
          ...(assessment.decisionReason
            ? [[m.assessments_decision_reason(), assessment.decisionReason]]
            : []),
        ],
      },
      issuer:
        origin === 'external'
          ? {
              title: m.assessments_external(),
              facts: [
                [m.assessments_issuer(), assessment.issuer ?? ''],
                [
                  m.assessments_issuer_kind(),
                  assessment.issuerKind ? issuerKindLabel[assessment.issuerKind]() : '',
                ],
                [m.assessments_issuer_number(), assessment.issuerNumber ?? ''],
                [m.assessments_proof(), assessment.proofReference ?? ''],
              ],
            }
          : null,
      signatures: {
        title: m.assessments_signatures(),
        rows: origin === 'own' ? signatureRows(assessment) : [],
      },
      objection:
        status === 'confirmed' && decidedAt
          ? m.assessments_report_objection({
              date: formatDate(addDays(objectionEnds(dateOf(decidedAt)), -1)),
            })
          : m.assessments_report_objection_later(),
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'inline; filename="assessment.pdf"',
    },
  });
}
