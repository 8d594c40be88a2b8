import { m } from '~/words/generated/messages';

/** A mail server's answer: its code and text at the end of what the library says (RFC 5321 4.2). */
const ANSWER = /(?:^|: |=)([245]\d\d(?:[\s-].*)?)$/;

/**
 * Why a message was not taken, in the reader's words, with what the other side said as it said it: its code and text are what
 * the people who run that server ask for. Empty when nothing was noted.
 */
export function notTakenText({ channel, reason }: { channel: string; reason: string | null }): string {
  if (!reason) return '';
  return channel === 'sms' ? smsText(reason) : mailText(reason);
}

function mailText(reason: string): string {
  const said = ANSWER.exec(reason)?.[1];
  if (!said) return m.notices_mail_unreachable({ said: reason });
  if (/^53\d/.test(said)) return m.notices_mail_sign_in({ said });
  return said.startsWith('5') ? m.notices_mail_refused({ said }) : m.notices_mail_not_now({ said });
}

function smsText(reason: string): string {
  const [, kind] = /^no template for (.*)$/.exec(reason) ?? [];
  if (kind !== undefined) return m.notices_sms_no_template({ said: kind });
  const [, why] = /^(?:no answer|not understood): (.*)$/.exec(reason) ?? [];
  return why === undefined
    ? m.notices_sms_refused({ said: reason })
    : m.notices_sms_unreachable({ said: why });
}
