// Phone numbers: how they are sent, shown and searched.
/** As the API takes them: digits, the country code first. */
export const toDigits = (phone: string): string => phone.replaceAll(/\D/g, '');

export const showPhone = (digits: string | null): string => (digits ? `+${digits}` : '');

/** A phone number is found however it is written. */
export const toSearch = (text: string | undefined): string | undefined =>
  text && /^\+?[\d\s().-]{4,}$/.test(text.trim()) ? toDigits(text) : text;
