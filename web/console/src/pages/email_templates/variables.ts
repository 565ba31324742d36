// What stands in the place of {{ application.name }}: as the server fills it in (src/connectors/render.cpp).
import type {UsageType} from '../messages/usage_name.tsx';

type Payload = Record<string, unknown>;

const sample = {
  code: '123456',
  link: 'https://example.com/invitation/9f8e7d6c',
  locale: 'en',
  application: {id: 'shop', name: 'Example Shop', displayName: 'Example Shop'},
  organization: {id: 'acme', name: 'Acme'},
  user: {id: 'u1', name: 'Kim Minji', primaryEmail: 'minji@example.com', username: 'minji'},
  inviter: {id: 'u2', name: 'Lee Jun', primaryEmail: 'jun@example.com', username: 'jun'},
};

const dialogue = ['code', 'locale', 'application', 'organization'] as const;
const account = ['code', 'locale', 'application', 'user'] as const;

/** The roots that a payload has, by what the message is for. */
const roots: Record<UsageType, readonly (keyof typeof sample)[]> = {
  SignIn: [...dialogue, 'link'],
  Register: [...dialogue, 'link'],
  ForgotPassword: dialogue,
  Generic: [...dialogue, 'user', 'link'],
  MfaVerification: dialogue,
  BindMfa: [...dialogue, 'user'],
  UserPermissionValidation: account,
  BindNewIdentifier: account,
  OrganizationInvitation: ['link', 'organization', 'inviter', 'locale'],
};

export const samplePayload = (type: UsageType, locale: string): Payload => ({
  ...Object.fromEntries(roots[type].map((root) => [root, sample[root]])),
  locale,
});

/** "application.name", for each value of the payload. */
export const variablesOf = (type: UsageType): string[] =>
  roots[type].flatMap((root) => {
    const value = sample[root];
    return typeof value === 'object' ? Object.keys(value).map((name) => `${root}.${name}`) : [root];
  });

const escaped: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};

export function render(text: string, payload: Payload, place: 'html' | 'text'): string {
  return text.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) => {
    const [root, ...rest] = name.split('.');
    // Without the root nothing is known of it, and it stays as it is written.
    if (!Object.hasOwn(payload, root!)) return whole;
    let value: unknown = payload[root!];
    for (const step of rest) {
      value = typeof value === 'object' && value !== null ? (value as Payload)[step] : undefined;
    }
    const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    const filled = isText ? String(value) : '';
    return place === 'html' ? filled.replaceAll(/[&<>"']/g, (letter) => escaped[letter]!) : filled;
  });
}

/** Names that no payload of the kind has: they would stay in the mail as they are written. */
export function unknownVariables(text: string, type: UsageType): string[] {
  const names = [...text.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)].map(([, name]) => name!);
  return [...new Set(names.filter((name) => !roots[type].some((root) => root === name.split('.')[0])))];
}
