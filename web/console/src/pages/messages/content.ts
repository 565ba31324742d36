// What of a message of the development mailbox is worth a button.
import type {MailboxMessage} from '../../data/connectors.ts';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

export const codeOf = ({payload}: Pick<MailboxMessage, 'payload'>) => textOf(payload['code']);

/** An address that a browser may be sent to. */
export function linkOf({payload}: Pick<MailboxMessage, 'payload'>): string | undefined {
  const link = textOf(payload['link']);
  return link && /^https?:\/\//i.test(link) && URL.canParse(link) ? link : undefined;
}
