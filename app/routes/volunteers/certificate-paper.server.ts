import type { PlainDate } from '~/domain/kernel/plain-date';
import type { findCertificate } from '~/domain/volunteers/find-certificate';
import type { CertificateContent } from '~/domain/volunteers/issue-certificate';
import { env } from '~/platform/env';
import { qrSvg, renderPdf } from '~/platform/pdf/render-pdf';
import { formatDate, formatMinutes, formatNumber, formatPeriod } from '~/ui/kit/format';
import { serviceText } from '~/ui/volunteers/labels';
import { m } from '~/words/generated/messages';
import { getLocale } from '~/words/generated/runtime';

type Certificate = NonNullable<Awaited<ReturnType<typeof findCertificate>>>;

/** A certificate as PDF, in the reader's language, with what it held on the day of issue. */
export async function certificatePdf(certificate: Certificate, demo: boolean): Promise<Response> {
  const { volunteerName, volunteerNumber, services } = certificate.content as CertificateContent;
  const hours = formatMinutes(certificate.minutes);
  const pdf = await renderPdf({
    template: 'volunteers/certificate',
    data: {
      title: m.volunteers_paper_title(),
      lang: getLocale() === 'en' ? 'en' : 'zh',
      demo: demo ? m.kit_demo_data() : null,
      number: certificate.number,
      revoked: certificate.revokedOn ? m.volunteers_certificate_revoked() : null,
      text: m.volunteers_paper_text({
        name: volunteerName,
        number: volunteerNumber,
        period: formatPeriod(certificate.fromDate as PlainDate, certificate.untilDate as PlainDate),
        hours,
      }),
      headings: [
        m.volunteers_activity(),
        m.volunteers_paper_organiser(),
        m.volunteers_paper_times(),
        m.volunteers_minutes(),
      ],
      rows: services.map(({ activity, organiser, times, minutes }) => [
        serviceText(activity),
        organiser,
        formatNumber(times),
        formatMinutes(minutes),
      ]),
      total: [
        m.volunteers_paper_total(),
        '',
        formatNumber(services.reduce((sum, service) => sum + service.times, 0)),
        hours,
      ],
      facts: [
        [m.volunteers_certificate_issued_on(), formatDate(certificate.issuedOn as PlainDate)],
        [m.volunteers_paper_code(), certificate.code.replace(/(.{4})(?=.)/g, '$1 ')],
        ...(certificate.revokedOn
          ? [
              [
                m.volunteers_status(),
                `${m.volunteers_certificate_revoked()} ${formatDate(certificate.revokedOn as PlainDate)}`,
              ],
            ]
          : []),
      ],
      qr: qrSvg(`${env().appOrigin}/verify/${certificate.code}`),
      verify: m.volunteers_paper_verify(),
      foot: m.volunteers_paper_free(),
    },
  });
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${certificate.number}.pdf"`,
    },
  });
}
