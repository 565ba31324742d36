// User names, e-mail addresses and phone numbers: how they are checked, sent and shown.
import {i18n} from '../../i18n.ts';
import {allOf, atMost} from '../../components/validate.ts';

const matching = (pattern: RegExp, sentence: () => string) => (value: string) =>
  !value.trim() || pattern.test(value.trim()) ? null : sentence();

const short = atMost(128);

export const checkUsername = allOf(
  short,
  matching(/^[A-Za-z_]\w*$/, () => i18n.t('users:field.username_form')),
);
export const checkEmail = allOf(
  short,
  matching(/^\S+@\S+\.\S+$/, () => i18n.t('users:field.email_form')),
);
export const checkPhone = allOf(
  short,
  matching(/^\+?\s*[1-9]([\s().-]*\d){6,14}$/, () => i18n.t('users:field.phone_form')),
);

/** As the API takes them: digits, the country code first. */
export const toDigits = (phone: string): string => phone.replaceAll(/\D/g, '');

export const showPhone = (digits: string | null): string => (digits ? `+${digits}` : '');

/** A phone number is found however it is written. */
export const toSearch = (text: string | undefined): string | undefined =>
  text && /^\+?[\d\s().-]{4,}$/.test(text.trim()) ? toDigits(text) : text;
