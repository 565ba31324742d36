// Whose users a page is about: those of the apps, or the administrators, who are users of a tenant of their own. The
// parts of a user's page serve both.
import {createContext, use} from 'react';

import {adminApi, api, take} from '../../api/client.ts';
import type {Entity} from '../../components/entity_picker.tsx';
import {loadApplication} from '../../data/find.ts';

export interface People {
  client: typeof api;
  /** what query keys begin with */
  noun: 'users' | 'administrators';
  loadApplication: (id: string) => Promise<Entity>;
  /** the page of an application, where there is one */
  linkToApplication?: (id: string) => string;
}

export const users: People = {
  client: api,
  noun: 'users',
  loadApplication,
  linkToApplication: (id) => `/applications/${id}`,
};

export const administrators: People = {
  client: adminApi,
  noun: 'administrators',
  loadApplication: (id) => take(adminApi.GET('/api/applications/{id}', {params: {path: {id}}})),
};

export const PeopleContext = createContext(users);
export const usePeople = () => use(PeopleContext);
