// The values of .env.local.
export const issuer = process.env.AUTH_LOGTO_ISSUER ?? '';
export const appId = process.env.AUTH_LOGTO_ID ?? '';
export const appSecret = process.env.AUTH_LOGTO_SECRET ?? '';

export const scope = process.env.LOGTO_SCOPE ?? 'openid offline_access profile email';

// The API that the app wants tokens for; empty: none.
export const resource = process.env.LOGTO_RESOURCE ?? '';
