// What the person belongs to and is invited to: loaded beside the account, and again after each change.
import {useSyncExternalStore} from 'react';

import {client} from '../session.ts';
import {listOrganizations, listOwnInvitations, type Organization, type OwnInvitation} from './api.ts';

export interface Memberships {
  organizations: Organization[];
  invitations: OwnInvitation[];
}

let memberships: Memberships | undefined;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export async function reloadMemberships(): Promise<Memberships> {
  const [organizations, invitations] = await Promise.all([listOrganizations(), listOwnInvitations()]);
  // What a token says of roles may be old by now.
  for (const {id} of [...(memberships?.organizations ?? []), ...organizations]) client.dropOrganization(id);
  memberships = {organizations, invitations};
  listeners.forEach((listener) => listener());
  return memberships;
}

let first: Promise<Memberships> | undefined;

/** Anew, unless the first answer is still on its way. */
export function loadMemberships(): Promise<Memberships> {
  if (memberships || !first) {
    const loading = reloadMemberships();
    first ??= loading.finally(() => (first = undefined));
    return loading;
  }
  return first;
}

/** Undefined until they are there. */
export const useMemberships = (): Memberships | undefined => useSyncExternalStore(subscribe, () => memberships);

export function useHasMemberships(): boolean {
  const known = useMemberships();
  return known !== undefined && known.organizations.length + known.invitations.length > 0;
}
