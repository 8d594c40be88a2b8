import type { PlainDate } from '~/domain/kernel/plain-date';
import type { findVerifiableCertificate } from '~/domain/volunteers/find-certificate';
import type { CertificateContent } from '~/domain/volunteers/issue-certificate';
import { m } from '~/words/generated/messages';
import { DescriptionList } from '../kit/description-list';
import { formatDate, formatMinutes, formatPeriod } from '../kit/format';
import { Notice } from '../kit/notice';
import { Section } from '../kit/page';
import { DemoData } from '../kit/status';
import { serviceText } from './labels';

type Certificate = NonNullable<Awaited<ReturnType<typeof findVerifiableCertificate>>>;

/** What a certificate's paper shows, and whether it still holds. */
export function VerifiedCertificate({ certificate, demo }: { certificate: Certificate; demo: boolean }) {
  const { volunteerName, volunteerNumber, services } = certificate.content as CertificateContent;
  return (
    <>
      {certificate.revokedOn ? (
        <Notice tone="late" title={m.volunteers_verify_revoked()}>
          <p>{formatDate(certificate.revokedOn as PlainDate)}</p>
        </Notice>
      ) : (
        <Notice tone="ok" title={m.volunteers_verify_valid()} />
      )}
      <Section title={m.volunteers_paper_title()} actions={demo ? <DemoData /> : null}>
        <DescriptionList
          items={[
            { term: m.volunteers_certificate_number(), value: certificate.number },
            { term: m.volunteers_name(), value: volunteerName },
            { term: m.volunteers_number(), value: volunteerNumber },
            {
              term: m.volunteers_certificate_period(),
              value: formatPeriod(certificate.fromDate as PlainDate, certificate.untilDate as PlainDate),
            },
            ...services.map(({ activity, organiser, minutes }) => ({
              term: m.volunteers_paper_row({ service: serviceText(activity), organiser }),
              value: formatMinutes(minutes),
            })),
            { term: m.volunteers_paper_total(), value: formatMinutes(certificate.minutes) },
            {
              term: m.volunteers_certificate_issued_on(),
              value: formatDate(certificate.issuedOn as PlainDate),
            },
          ]}
        />
      </Section>
    </>
  );
}
