import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { inLocale } from '~/platform/i18n/locale.server';
import { certificatePdf } from '~/routes/volunteers/certificate-paper.server';
import { VerifiedCertificate } from '~/ui/volunteers/verified-certificate';
import { pdfText } from '../../pdf-text';

const id = '01900000-0000-7000-8000-000000000001';
const service = { activity: 'companionship', times: 2, minutes: 90 };

const certificate = {
  id,
  volunteerId: id,
  number: 'C202600001',
  code: '0123456789ABCDEF',
  fromDate: '2026-11-01',
  untilDate: '2026-12-01',
  minutes: 180,
  content: {
    volunteerName: '郑海霞',
    volunteerNumber: 'V202600001',
    services: [
      { ...service, organiser: '博山区民政局' },
      { ...service, organiser: '源泉镇志愿服务站' },
    ],
  },
  issuedOn: '2026-12-01',
  issuedBy: '协调员',
  revokedOn: null,
  revokeReason: null,
};

it('each row of a certificate says who recorded it, so that no two are alike', async () => {
  const paper = Buffer.from(await (await certificatePdf(certificate, true)).arrayBuffer());
  const text = pdfText(paper).replace(/\s+/g, '');
  expect(text).toContain('记录单位');
  for (const organiser of ['博山区民政局', '源泉镇志愿服务站']) {
    expect(text.split(organiser)).toHaveLength(2);
  }

  const page = inLocale('en', () =>
    renderToStaticMarkup(<VerifiedCertificate certificate={certificate} demo />),
  );
  expect(page).toContain('recorded by 博山区民政局');
  expect(page).toContain('recorded by 源泉镇志愿服务站');
});
