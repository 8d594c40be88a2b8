import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server for tests, which speaks real SMTP and answers as it is told. */
export interface MailServer {
  readonly port: number;
  readonly received: { readonly from: string; readonly to: string[]; readonly raw: string }[];
  /** Answers every receiver with this from now on; undefined: takes what comes. */
  answer: { code: number; text: string } | undefined;
  close(): Promise<void>;
}

/** Starts one that takes the user `notice@example.cn` with the password `right`. */
export async function startMailServer(): Promise<MailServer> {
  const received: MailServer['received'][number][] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      done(username === 'notice@example.cn' && password === 'right' ? null : new Error('no'), {
        user: username,
      }),
    onRcptTo: (_address, _session, done) =>
      done(
        running.answer
          ? Object.assign(new Error(running.answer.text), { responseCode: running.answer.code })
          : null,
      ),
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map((one) => one.address),
          raw: Buffer.concat(parts).toString(),
        });
        done();
      });
    },
  });
  // A conversation that is broken off is the point of some tests.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const running: MailServer = {
    port: (server.server.address() as AddressInfo).port,
    received,
    answer: undefined,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
  return running;
}

/** Subject of a mail as its reader sees it (RFC 2047). */
export const subjectOf = (raw: string): string =>
  (/^Subject: ((?:.*)(?:\r\n[ \t].*)*)/m.exec(raw)?.[1] ?? '')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, how: string, text: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replace(/_/g, ' ')
              .replace(/=([0-9A-F]{2})/gi, (_byte, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
            'latin1',
          ).toString(),
    );

/** The text of a mail that has no parts. */
export function textOf(raw: string): string {
  const cut = raw.indexOf('\r\n\r\n');
  const [head, body] = [raw.slice(0, cut), raw.slice(cut + 4)];
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_byte, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
