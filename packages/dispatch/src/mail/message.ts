/** What a mail says. Both bodies carry the same words. */
export type MailContent = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/** A mail on its way. `id` is the outbox row's: a repeated attempt is recognisable as the same mail. */
export type OutgoingMail = {
  readonly id: string;
  readonly to: string;
  readonly content: MailContent;
};

/** Carries mail away. */
export type MailTransport = {
  /**
   * Resolves when the next hop has taken the mail over. Throws `PermanentFailure` when the recipient
   * is refused for good, any other error when another attempt may succeed.
   */
  readonly send: (mail: OutgoingMail) => Promise<void>;
  readonly close: () => void;
};
