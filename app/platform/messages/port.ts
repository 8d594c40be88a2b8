/** A message as it goes out. */
export interface OutgoingMessage {
  /** Same id: the same message, should it be sent twice. */
  readonly id: string;
  readonly to: string;
  /** Kind of notice, for providers that know texts by template. */
  readonly kind: string;
  readonly subject: string;
  readonly text: string;
  /** What templates are filled with. */
  readonly params: Readonly<Record<string, string>>;
  /** Files that go with it; text messages have none. */
  readonly attachments?: readonly {
    readonly name: string;
    readonly type: string;
    readonly content: Buffer;
  }[];
}

/** What became of it: handed over; refused for good; or not possible at the moment, to be tried again. */
export type SendOutcome =
  | { readonly state: 'sent'; readonly reference?: string }
  | { readonly state: 'refused' | 'busy'; readonly reason: string };

/** A way to reach somebody. Answers what the other side said; throws only for mistakes of ours. */
export interface Sender {
  send(message: OutgoingMessage): Promise<SendOutcome>;
}
