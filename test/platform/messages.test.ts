import { afterEach, describe, expect, it } from 'vitest';
import { mailSender } from '~/platform/messages/mail';
import { readMailSettings, readSmsSettings } from '~/platform/messages/settings';
import { signature, smsSender } from '~/platform/messages/sms';
import { startMailServer } from '../mail-server';
import { smsKeys, startSmsServer } from '../sms-server';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const message = {
  id: 'c0ffee.1',
  to: 'wang@example.cn',
  kind: 'visit-asked',
  subject: '请答复一次探访',
  text: '12月7日，源泉镇。\n\nhttps://example.cn/my/visits\n',
  params: { time: '12月7日 08:00–09:00', place: '源泉镇 (一)' },
};

describe('mail by SMTP', () => {
  async function mailServer({ answer }: { answer?: { code: number; text: string } } = {}) {
    const server = await startMailServer();
    server.answer = answer;
    closing.push(() => server.close());
    return server;
  }

  const send = (port: number, password = 'right') =>
    mailSender({
      url: `smtp://notice%40example.cn:${password}@127.0.0.1:${port}/`,
      from: 'notice@example.cn',
    }).send(message);

  it('is handed over with our id, and says who answered', async () => {
    const { port, received } = await mailServer();
    const outcome = await send(port);
    expect(outcome).toMatchObject({
      state: 'sent',
      reference: expect.stringContaining('<c0ffee.1@example.cn> 250'),
    });
    expect(received).toMatchObject([{ from: 'notice@example.cn', to: ['wang@example.cn'] }]);
    const raw = received[0]?.raw ?? '';
    expect(raw).toContain('Message-ID: <c0ffee.1@example.cn>');
    expect(raw).toContain('Auto-Submitted: auto-generated');
    const [, body = ''] = raw.split('\r\n\r\n');
    const decoded = /base64/i.test(raw)
      ? Buffer.from(body, 'base64').toString()
      : Buffer.from(
          body
            .replace(/=\r\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, byte) => String.fromCharCode(Number.parseInt(byte, 16))),
          'latin1',
        ).toString();
    expect(decoded).toContain('12月7日，源泉镇。');
  });

  it.each([
    [550, 'refused'],
    [451, 'busy'],
  ])('an answer %i is %s, with its words', async (code, state) => {
    const { port, received } = await mailServer({ answer: { code, text: 'mailbox says no' } });
    const outcome = await send(port);
    expect(outcome).toMatchObject({ state, reason: expect.stringContaining('mailbox says no') });
    expect(received).toEqual([]);
  });

  it('a wrong password is refused, a server that is not there is busy', async () => {
    const { port } = await mailServer();
    expect(await send(port, 'wrong')).toMatchObject({ state: 'refused' });
    for (const close of closing.splice(0)) await close();
    expect(await send(port)).toMatchObject({ state: 'busy' });
  });
});

describe('text messages through Alibaba Cloud', () => {
  it('signs as the published example does', () => {
    const headers = {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    };
    const query = 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai';
    expect(signature({ query, headers }, 'YourAccessKeySecret').signature).toBe(
      '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  async function provider(answer: { status: number; body: unknown }) {
    const server = await startSmsServer(answer);
    closing.push(() => server.close());
    const { settings } = readSmsSettings({
      ...smsKeys,
      TEMPLATES: 'visit-asked:SMS_1,visit-cancelled:SMS_2',
      ENDPOINT: server.endpoint,
    });
    if (!settings) throw new Error('settings');
    return { settings, asked: server.asked };
  }
  const text = { ...message, to: '13800000000' };

  it('fills the template of the kind, signed', async () => {
    const { settings, asked } = await provider({ status: 200, body: { Code: 'OK', BizId: '9^0' } });
    expect(await smsSender(settings).send(text)).toEqual({ state: 'sent', reference: '9^0' });
    expect(asked).toEqual([
      {
        PhoneNumbers: '13800000000',
        SignName: '源泉照护',
        TemplateCode: 'SMS_1',
        TemplateParam: JSON.stringify(message.params),
        OutId: 'c0ffee.1',
      },
    ]);
    expect(await smsSender({ ...settings, accessKeySecret: 'other' }).send(text)).toEqual({
      state: 'refused',
      reason: 'SignatureDoesNotMatch',
    });
    expect(await smsSender(settings).send({ ...text, kind: 'visit-late' })).toMatchObject({
      state: 'refused',
    });
  });

  it.each([
    [400, { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '非法手机号' }, 'refused'],
    [200, { Code: 'isv.BUSINESS_LIMIT_CONTROL' }, 'busy'],
    [503, { Code: 'ServiceUnavailable' }, 'busy'],
    [200, ['no', 'answer'], 'busy'],
  ])('HTTP %i %j is %s-ly told', async (status, body, state) => {
    const { settings } = await provider({ status, body });
    expect(await smsSender(settings).send(text)).toMatchObject({ state });
  });

  it('a provider that is not there is busy', async () => {
    const { settings } = await provider({ status: 200, body: {} });
    for (const close of closing.splice(0)) await close();
    expect(await smsSender(settings).send(text)).toMatchObject({ state: 'busy' });
  });
});

describe('settings', () => {
  it('know who mail is from', () => {
    expect(readMailSettings('smtps://u:p@mail.example.cn?from=a%40example.cn').settings).toEqual({
      url: 'smtps://u:p@mail.example.cn',
      from: 'a@example.cn',
    });
    expect(readMailSettings('smtp://a%40example.cn:p@mail.example.cn').settings?.from).toBe('a@example.cn');
    expect(readMailSettings('smtp://mail.example.cn').problems).toHaveLength(1);
    expect(readMailSettings(undefined)).toEqual({ settings: undefined, problems: [] });
  });

  it('of text messages are whole or none', () => {
    expect(readSmsSettings({})).toEqual({ settings: undefined, problems: [] });
    expect(readSmsSettings({ ACCESS_KEY_ID: 'a', TEMPLATES: 'nonsense', COLOUR: 'red' }).problems).toEqual([
      'SMS_ACCESS_KEY_SECRET is missing',
      'SMS_SIGN_NAME is missing',
      'SMS_TEMPLATES must be kind:template,kind:template',
      'SMS_COLOUR is not known',
    ]);
  });
});
