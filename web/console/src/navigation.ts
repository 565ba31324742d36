// A page in the navigation and in the command palette.
import type {Icon} from '@tabler/icons-react';
import type {ParseKeys} from 'i18next';

export const sections = ['overview', 'applications', 'users', 'sign_in', 'developer', 'system'] as const;
/** `account` is not in the navigation, which the palette covers as well. */
export type Section = (typeof sections)[number] | 'account';

export interface NavigationEntry {
  section: Section;
  to: string;
  label: ParseKeys<'common'>;
  icon: Icon;
}
