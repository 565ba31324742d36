// What sends e-mail and text messages, as several pages need it.
import {useQuery} from '@tanstack/react-query';

import {api, take} from '../api/client.ts';
import type {Reply} from '../api/types.ts';

export type Connector = Reply<'/api/connectors', 'get'>[number];
export type ConnectorFactory = Reply<'/api/connector-factories', 'get'>[number];
export type MessageType = 'Email' | 'Sms';
export type ConnectorType = MessageType | 'Social';

export const connectorsKey = ['connectors'] as const;
export const mailboxKey = ['development-messages'] as const;

export const useConnectors = () =>
  useQuery({queryKey: [...connectorsKey, 'list'], queryFn: () => take(api.GET('/api/connectors'))});

/** The development mailbox; `interval` in milliseconds for a page that waits for messages. */
export const useMailbox = (interval?: number) =>
  useQuery({
    queryKey: mailboxKey,
    queryFn: () => take(api.GET('/api/development-messages')),
    ...(interval !== undefined && {refetchInterval: interval}),
  });
export type MailboxMessage = Reply<'/api/development-messages', 'get'>['messages'][number];

/** A name or description of a connector, which says itself in several languages. */
export const inLanguage = (texts: Record<string, unknown>, language: string): string => {
  const text = texts[language] ?? texts['en'];
  return typeof text === 'string' ? text : '';
};

/** Which messages can be sent, by a connector or into the development mailbox; undefined while it is not known. */
export function useSenders(): Record<MessageType, boolean> | undefined {
  const connectors = useConnectors();
  const mailbox = useMailbox();
  if (!connectors.data || !mailbox.data) return undefined;
  const has = (type: MessageType) => mailbox.data.isEnabled || connectors.data.some((one) => one.type === type);
  return {Email: has('Email'), Sms: has('Sms')};
}
