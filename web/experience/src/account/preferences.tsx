// Light or dark: this browser's choice. The language is chosen at the foot of every page.
import {useState} from 'react';

import {Select} from './components/select.tsx';
import {at} from './phrases.ts';
import {browser, drop, keep, recall} from './storage.ts';

const year = 365 * 24 * 60;
type Theme = 'auto' | 'light' | 'dark';

// As the server has written it: "auto" where the tenant has a dark mode.
const root = document.documentElement.dataset;
const hasDark = root['theme'] === 'auto';

export function applyChosenTheme() {
  const theme = recall<Theme>(browser, 'theme');
  if (hasDark && theme) root['theme'] = theme;
}

function chooseTheme(theme: Theme) {
  root['theme'] = theme;
  if (theme === 'auto') drop(browser, 'theme');
  else keep(browser, 'theme', theme, year);
}

export function Preferences() {
  const [theme, setTheme] = useState((root['theme'] ?? 'light') as Theme);
  if (!hasDark) return null;
  return (
    <section className="ac-preferences" aria-label={at('account.preferences')}>
      <Select
        label={at('account.theme')}
        value={theme}
        options={[
          ['auto', at('account.themeAuto')],
          ['light', at('account.themeLight')],
          ['dark', at('account.themeDark')],
        ]}
        onChange={(chosen) => {
          chooseTheme(chosen as Theme);
          setTheme(chosen as Theme);
        }}
      />
    </section>
  );
}
