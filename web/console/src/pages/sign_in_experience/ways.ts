// Whether users have a way to sign in that is the tenant's own.

interface Ways {
  methods: readonly unknown[];
  /** targets of the social buttons */
  social: readonly string[];
  hasSso: boolean;
  hasPasskeys: boolean;
}

/** Other services that users can sign in with: such a user needs no identifier of the tenant's. */
export const hasOthers = ({social, hasSso}: Pick<Ways, 'social' | 'hasSso'>): boolean => social.length > 0 || hasSso;

export type Dependence = 'social' | 'sso' | 'both';

/** On whom every sign-in depends, and `none` if nobody could sign in; null while the tenant has a way of its own. */
export function dependenceOf({methods, social, hasSso, hasPasskeys}: Ways): Dependence | 'none' | null {
  if (methods.length > 0 || hasPasskeys) return null;
  if (social.length > 0) return hasSso ? 'both' : 'social';
  return hasSso ? 'sso' : 'none';
}
