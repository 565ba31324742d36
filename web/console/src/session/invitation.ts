// A link that an administrator made for somebody: `/console?one_time_token=…&login_hint=…`. The sign-in page
// takes both out of the authorization request, and signs in or registers with them.

const names = ['one_time_token', 'login_hint'] as const;

export type Invitation = Record<(typeof names)[number], string>;

/** Takes it out of the page's address, so that neither Back nor a reload sends it again. */
export function takeInvitation(): Invitation | undefined {
  const address = new URL(location.href);
  const [one_time_token, login_hint] = names.map((name) => address.searchParams.get(name));
  if (!one_time_token || !login_hint) return undefined;
  names.forEach((name) => address.searchParams.delete(name));
  history.replaceState(null, '', address);
  return {one_time_token, login_hint};
}
