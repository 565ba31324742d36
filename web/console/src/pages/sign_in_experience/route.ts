import {createRoute} from '@tanstack/react-router';
import {IconPalette} from '@tabler/icons-react';

import {listSearch} from '../../components/list_search.ts';
import type {NavigationEntry} from '../../navigation.ts';
import {page} from '../../page.ts';
import {shellRoute} from '../../shell/routes.ts';

export const signInExperienceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/sign-in-experience/{-$tab}',
    validateSearch: listSearch('new', 'edit'),
    component: page(() => import('./page.tsx'), 'SignInExperiencePage', 'sign_in_experience'),
  }),
] as const;

export const signInExperienceEntry: NavigationEntry = {
  section: 'sign_in',
  to: '/sign-in-experience',
  label: 'nav.sign_in_experience',
  icon: IconPalette,
};
