import { createTransport } from 'nodemailer';
import type { Sender, SendOutcome } from './port';
import type { MailSettings } from './settings';

/** Milliseconds for the other side to answer. */
const PATIENCE_MS = 15_000;

/** Hands mail over by SMTP. */
export function mailSender({ url, from }: MailSettings): Sender {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  return {
    async send({ id, to, subject, text, attachments = [] }) {
      try {
        const { messageId, response } = await transport.sendMail({
          from,
          // As an object: an address with a comma in it is never read as two.
          to: { name: '', address: to },
          subject,
          text,
          attachments: attachments.map(({ name, type, content }) => ({
            filename: name,
            contentType: type,
            content,
          })),
          messageId: `<${id}@${from.split('@')[1]}>`,
          // Nobody's absence is answered to a machine (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { state: 'sent', reference: `${messageId} ${response}`.slice(0, 300) };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

/** RFC 5321 4.2.1: 5yz is for good, everything else may be better later, also a server that does not answer. */
function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof Error) || !('code' in error)) throw error;
  const code = 'responseCode' in error ? Number(error.responseCode) : 0;
  // A wrong password is ours to put right, and waiting does not.
  const refused = code >= 500 || error.code === 'EAUTH';
  return { state: refused ? 'refused' : 'busy', reason: error.message.replace(/\s+/g, ' ').slice(0, 300) };
}
