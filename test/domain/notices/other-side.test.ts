import { describe, expect, it } from 'vitest';
import { inLocale } from '~/platform/i18n/locale.server';
import { deliveryWords } from '~/ui/notices/labels';
import { notTakenText } from '~/ui/notices/other-side';

const mail = (reason: string | null, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  inLocale(locale, () => notTakenText({ channel: 'mail', reason }));
const sms = (reason: string) => inLocale('zh-CN', () => notTakenText({ channel: 'sms', reason }));

describe('why a message was not taken', () => {
  it('is said in the reader’s language, with the server’s code and text as they are', () => {
    const refused = "Can't send mail - all recipients were rejected: 550 no";
    expect(mail(refused)).toBe('对方邮件服务器拒收：550 no');
    expect(mail(refused, 'en')).toBe('The mail server refused it: 550 no');
    expect(mail('Message failed: 554 5.7.1 spam')).toBe('对方邮件服务器拒收：554 5.7.1 spam');
    expect(mail('Mail command failed: 451 try later')).toBe('对方邮件服务器暂时不收：451 try later');
    expect(mail('Invalid login: 535 no')).toBe('邮件服务器不接受本系统的用户名或密码：535 no');
    expect(mail('connect ECONNREFUSED 127.0.0.1:587')).toBe(
      '连接不上邮件服务器：connect ECONNREFUSED 127.0.0.1:587',
    );
    expect(mail('550')).toBe('对方邮件服务器拒收：550');
    expect(mail(null)).toBe('');
  });

  it('also of text messages', () => {
    expect(sms('isv.MOBILE_NUMBER_ILLEGAL 号码格式错误')).toBe(
      '短信平台拒绝发送：isv.MOBILE_NUMBER_ILLEGAL 号码格式错误',
    );
    expect(sms('no template for visit-invited')).toBe('没有为这类通知设置短信模板：visit-invited');
    expect(sms('no answer: fetch failed')).toBe('短信平台没有答复：fetch failed');
    expect(sms('not understood: HTTP 502')).toBe('短信平台没有答复：HTTP 502');
  });

  it('stands under the delivery of a notice', () => {
    const reason = "Can't send mail - all recipients were rejected: 550 no";
    const { detail } = inLocale('zh-CN', () =>
      deliveryWords({ channel: 'mail', status: 'given_up', attempts: 1, reason }),
    );
    expect(detail).toBe('对方邮件服务器拒收：550 no');
  });
});
