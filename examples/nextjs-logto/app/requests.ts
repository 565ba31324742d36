import {
  getAccessTokenRSC,
  getLogtoContext,
  getOrganizationTokenRSC,
} from '@logto/next/server-actions';

import { config, resource } from '@/app/logto';

export async function fetchUserInfo() {
  const { userInfo } = await getLogtoContext(config, { fetchUserInfo: true });
  return userInfo;
}

// The claims of a JWT, to show them. Before you act on a token, verify its signature.
const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

// In a server action or a route: getAccessToken and getOrganizationToken, which also keep the
// token in the cookie until it expires.
export async function fetchApiToken() {
  const token = await getAccessTokenRSC(config, resource);
  return claimsOf(token); // or send it: Authorization: Bearer <token>
}

export async function fetchOrganizationToken(organizationId: string) {
  const token = await getOrganizationTokenRSC(config, organizationId);
  return claimsOf(token);
}
