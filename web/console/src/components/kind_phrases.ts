/** The names of what a tenant holds, by the server's words. */
export const kindPhrases = {
  application: 'common:nav.applications',
  organization: 'common:nav.organizations',
  organization_role: 'common:noun.organization_roles',
  organization_scope: 'common:noun.organization_permissions',
  resource: 'common:nav.resources',
  role: 'common:nav.roles',
  scope: 'common:noun.permissions',
  sign_in: 'common:section.sign_in',
  sign_in_experience: 'common:nav.sign_in_experience',
  user: 'common:nav.users',
  webhook: 'common:nav.webhooks',
} as const;
export type Kind = keyof typeof kindPhrases;
