// Phone numbers as the API has them: country calling code and number, digits only (E.164 without
// the plus sign). The rules come from libphonenumber's metadata, country names from the browser.
import {phoneRegions} from 'virtual:phone-regions';

export interface Country {
  region: string;
  code: string;
  /** dialed before the number inside the country, and no part of it */
  trunk: string;
  /** a bit for each length that a number may have, without code and trunk prefix */
  lengths: number;
}

export const countries: readonly Country[] = phoneRegions.split(' ').map((entry) => {
  const [region = '', code = '', trunk = '', lengths = ''] = entry.split('.');
  return {region, code, trunk, lengths: Number.parseInt(lengths, 36)};
});

const find = (region: string) => countries.find((country) => country.region === region);

export const codeOf = (region: string): string => find(region)?.code ?? '';

const fits = (digits: string, {lengths}: Country) => digits.length < 31 && Boolean((lengths >> digits.length) & 1);

function international(digits: string): string | undefined {
  const isPossible = countries.some(
    (country) => digits.startsWith(country.code) && fits(digits.slice(country.code.length), country),
  );
  return isPossible ? digits : undefined;
}

function national(digits: string, country: Country): string | undefined {
  const {code, trunk} = country;
  // A number may begin with the digit of the prefix, unless that is a 0.
  const hasTrunk = trunk !== '' && digits.startsWith(trunk) && (trunk.startsWith('0') || !fits(digits, country));
  const number = hasTrunk ? digits.slice(trunk.length) : digits;
  return fits(number, country) ? code + number : undefined;
}

/** Undefined if it cannot be a phone number. `region`: where it was typed without a calling code. */
export function toDigits(input: string, region: string): string | undefined {
  const text = input.normalize('NFKC').trim();
  if (!/^(\+|00)?[\d\s().-]+$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) return international(digits);
  if (text.startsWith('00')) return international(digits.slice(2));
  const country = find(region);
  return country && national(digits, country);
}

/** To be read, in the form that can be dialed from everywhere: "+821012345678". */
export const formatDigits = (digits: string): string => `+${digits}`;

const likelyRegion = (language: string) => {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
};

/** The region to offer first: the browser's if it names one, else the home of the page's language. */
export function guessRegion(browserLanguages: readonly string[], pageLanguage: string): string {
  for (const language of browserLanguages) {
    const region = /-([A-Z]{2})\b/.exec(language)?.[1];
    if (region && codeOf(region)) return region;
  }
  const home = likelyRegion(pageLanguage);
  return home && codeOf(home) ? home : 'US';
}
