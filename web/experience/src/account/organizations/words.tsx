// How organizations, roles and people are shown.
import {imageUrl} from '../../../../shared/url.ts';
import {Building} from '../../components/icons.tsx';
import {Logo} from '../../components/service_logo.tsx';
import type {Branding} from '../../context.ts';
import {sentences} from '../../phrases.ts';
import {context} from '../context.ts';
import {at, formatDay} from '../phrases.ts';
import type {Member, Role} from './api.ts';

const list = (words: string[]) => new Intl.ListFormat(context.language, {type: 'conjunction'}).format(words);

/** Undefined where there are none. */
const givenRoles = (roles: Role[]): string | undefined =>
  roles.length === 0 ? undefined : at('organizations.roles', {roles: list(roles.map(({name}) => name))});

export const rolesText = (roles: Role[]): string => givenRoles(roles) ?? at('organizations.noRole');

export const offerText = ({roles, expiresAt}: {roles: Role[]; expiresAt: number}): string =>
  sentences(givenRoles(roles), at('organizations.openUntil', {day: formatDay(expiresAt)}));

export const memberName = ({name, username, primaryEmail, id}: Member): string => name || username || primaryEmail || id;

export function OrganizationLogo({name, branding}: {name: string; branding?: Branding | null | undefined}) {
  const light = imageUrl(branding?.logoUrl);
  if (!light) return <Building />;
  return <Logo name={name} light={light} dark={imageUrl(branding?.darkLogoUrl) ?? light} />;
}
