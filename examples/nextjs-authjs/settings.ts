// What the guide writes as literals, from the environment. See README.md for the names.

export const issuer = process.env.AUTH_LOGTO_ISSUER ?? '';
export const appId = process.env.AUTH_LOGTO_ID ?? '';
export const appSecret = process.env.AUTH_LOGTO_SECRET ?? '';

export const scope =
  process.env.LOGTO_SCOPE ??
  [
    'openid offline_access profile email phone address',
    'custom_data identities roles',
    'urn:logto:scope:organizations urn:logto:scope:organization_roles',
    'shopping:read shopping:write',
  ].join(' ');

// An empty LOGTO_RESOURCE asks for no API resource.
export const resource = process.env.LOGTO_RESOURCE ?? 'https://shopping.your-app.com/api';
