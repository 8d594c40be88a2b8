import { env } from '../env';
import { processWide } from '../process-wide';
import { mailSender } from './mail';
import type { Sender } from './port';
import { smsSender } from './sms';

/** The ways of reaching somebody that this installation has settings for. */
export function senders(): { readonly mail: Sender | undefined; readonly sms: Sender | undefined } {
  return processWide('message-senders', () => {
    const { mail, sms } = env();
    return { mail: mail && mailSender(mail), sms: sms && smsSender(sms) };
  });
}
