// Actions of the command palette, found by their names and by other words for them.
import {
  IconDownload,
  IconKey,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPalette,
  IconPlus,
  IconSun,
  IconUpload,
  type Icon,
} from '@tabler/icons-react';
import type {ParseKeys} from 'i18next';

import {languages, speak, type Language} from '../i18n.ts';
import {client} from '../session/session.ts';

export interface Action {
  label: ParseKeys<'common'>;
  words: ParseKeys<'common'>;
  icon: Icon;
  /** the address, or what is done here */
  to?: string;
  act?: (tools: Tools) => void;
}

interface Tools {
  setScheme: (scheme: 'light' | 'dark') => void;
  language: string;
}

function switchLanguage({language}: Tools) {
  const others = (Object.keys(languages) as Language[]).filter((other) => other !== language);
  if (others[0]) void speak(others[0]);
}

export const actions: Action[] = [
  {label: 'action.create_application', words: 'words.create_application', icon: IconPlus, to: '/applications?new=true'},
  {label: 'action.create_resource', words: 'words.create', icon: IconPlus, to: '/resources?new=true'},
  {label: 'action.create_user', words: 'words.create_user', icon: IconPlus, to: '/users?new=true'},
  {label: 'action.create_role', words: 'words.create', icon: IconPlus, to: '/roles?new=true'},
  {label: 'action.create_organization', words: 'words.create', icon: IconPlus, to: '/organizations?new=true'},
  {label: 'action.create_webhook', words: 'words.create', icon: IconPlus, to: '/webhooks?new=true'},
  {label: 'action.add_connector', words: 'words.add_connector', icon: IconPlus, to: '/connectors?add=Email'},
  {
    label: 'action.add_sso_connector',
    words: 'words.add_sso_connector',
    icon: IconPlus,
    to: '/enterprise-sso?new=true',
  },
  {label: 'action.invite_administrator', words: 'words.invite', icon: IconPlus, to: '/administrators?new=invite'},
  {label: 'action.redirect_uris', words: 'words.redirect_uris', icon: IconKey, to: '/applications'},
  {label: 'action.password_policy', words: 'words.password', icon: IconKey, to: '/security'},
  {label: 'action.change_password', words: 'words.password', icon: IconKey, to: '/profile'},
  {label: 'action.branding', words: 'words.branding', icon: IconPalette, to: '/sign-in-experience'},
  {label: 'action.export', words: 'words.export', icon: IconDownload, to: '/tenant/export'},
  {label: 'action.import', words: 'words.import', icon: IconUpload, to: '/tenant/apply'},
  {label: 'action.rotate', words: 'words.rotate', icon: IconKey, to: '/keys'},
  {label: 'action.light', words: 'words.scheme', icon: IconSun, act: ({setScheme}) => setScheme('light')},
  {label: 'action.dark', words: 'words.scheme', icon: IconMoon, act: ({setScheme}) => setScheme('dark')},
  {label: 'action.language', words: 'words.language', icon: IconLanguage, act: switchLanguage},
  {label: 'shell.sign_out', words: 'words.sign_out', icon: IconLogout, act: () => void client.signOut()},
];
