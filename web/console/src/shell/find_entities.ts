// Entities that the command palette finds. One row per noun, and only nouns that have a page.
import {
  IconApi,
  IconApps,
  IconBuilding,
  IconBuildingSkyscraper,
  IconSitemap,
  IconUsers,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';
import type {ParseKeys} from 'i18next';

import {api, contains, take} from '../api/client.ts';
import {having, nameOfUser} from '../data/find.ts';
import {findSsoConnectors} from '../data/sso_connectors.ts';

interface Found {
  to: string;
  name: string;
  detail?: string | undefined;
}

interface Noun {
  noun: ParseKeys<'common'>;
  icon: Icon;
  find: (words: {search?: string; page: number; page_size: number}, text: string) => Promise<Found[]>;
}

const nouns: Noun[] = [
  {
    noun: 'nav.applications',
    icon: IconApps,
    find: async (words) => {
      const list = await take(api.GET('/api/applications', {params: {query: words}}));
      return list.map(({id, name, description}) => ({
        to: `/applications/${id}`,
        name,
        detail: description ?? undefined,
      }));
    },
  },
  {
    noun: 'nav.resources',
    icon: IconApi,
    // There are few, and the server does not search them.
    find: async ({page_size: most}, text) => {
      const words = text.trim().toLowerCase();
      const list = await take(api.GET('/api/resources'));
      return list
        .filter(({name, indicator}) => `${name} ${indicator}`.toLowerCase().includes(words))
        .slice(0, most)
        .map(({id, name, indicator}) => ({to: `/resources/${id}`, name, detail: indicator}));
    },
  },
  {
    noun: 'nav.users',
    icon: IconUsers,
    find: async (words) => {
      const list = await take(api.GET('/api/users', {params: {query: words}}));
      return list.map((user) => ({
        to: `/users/${user.id}`,
        name: nameOfUser(user),
        detail: user.primaryEmail ?? user.username ?? undefined,
      }));
    },
  },
  {
    noun: 'nav.roles',
    icon: IconUserShield,
    find: async (words) => {
      const list = await take(api.GET('/api/roles', {params: {query: words}}));
      return list.map(({id, name, description}) => ({to: `/roles/${id}`, name, detail: description}));
    },
  },
  {
    noun: 'nav.organizations',
    icon: IconBuilding,
    find: async ({search: _, ...paging}, text) => {
      const list = await take(api.GET('/api/organizations', {params: {query: {...paging, ...having(text)}}}));
      return list.map(({id, name, description}) => ({
        to: `/organizations/${id}`,
        name,
        detail: description ?? undefined,
      }));
    },
  },
  {
    noun: 'noun.organization_roles',
    icon: IconSitemap,
    find: async ({search: _, ...paging}, text) => {
      const list = await take(api.GET('/api/organization-roles', {params: {query: {...paging, ...having(text)}}}));
      return list.map(({id, name, description}) => ({
        to: `/organization-template/roles/${id}`,
        name,
        detail: description ?? undefined,
      }));
    },
  },
  {
    noun: 'nav.enterprise_sso',
    icon: IconBuildingSkyscraper,
    find: async ({page_size: most}, text) =>
      (await findSsoConnectors(text))
        .slice(0, most)
        .map(({id, name, detail}) => ({to: `/enterprise-sso/${id}`, name, detail})),
  },
];

export async function findEntities(search: string) {
  const words = {...contains(search), page: 1, page_size: 5};
  // A noun that cannot be searched just now must not hide the others.
  const found = await Promise.allSettled(nouns.map(({find}) => find(words, search)));
  return nouns
    .map(({noun, icon}, index) => {
      const result = found[index]!;
      return {noun, icon, items: result.status === 'fulfilled' ? result.value : []};
    })
    .filter(({items}) => items.length > 0);
}
