import {ActionIcon, Menu, Tooltip, useMantineColorScheme, type MantineColorScheme} from '@mantine/core';
import {IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun} from '@tabler/icons-react';
import type {ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {languages, speak, type Language} from '../i18n.ts';

interface Choice<Value> {
  value: Value;
  label: string;
  lang?: string;
  icon?: ReactNode;
}

interface Props<Value> {
  label: string;
  icon: ReactNode;
  choices: Choice<Value>[];
  current: Value;
  onChange: (value: Value) => void;
}

function Switch<Value extends string>({label, icon, choices, current, onChange}: Props<Value>) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon size={36} aria-label={label} visibleFrom="sm">
            {icon}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({value, label, lang, icon}) => (
          <Menu.Item
            key={value}
            lang={lang}
            leftSection={icon}
            rightSection={value === current && <IconCheck size={16} />}
            aria-current={value === current || undefined}
            onClick={() => onChange(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function LanguageSwitch() {
  const {t, i18n} = useTranslation();
  const choices = Object.entries(languages).map(([value, label]) => ({value: value as Language, label, lang: value}));
  return (
    <Switch
      label={t('shell.language')}
      icon={<IconLanguage size={18} stroke={1.5} />}
      choices={choices}
      current={i18n.language as Language}
      onChange={(language) => void speak(language)}
    />
  );
}

const symbols = {light: IconSun, dark: IconMoon, auto: IconDeviceDesktop};

export function SchemeSwitch() {
  const {t} = useTranslation();
  const {colorScheme, setColorScheme} = useMantineColorScheme();
  const Symbol = symbols[colorScheme];
  const choices = Object.entries(symbols).map(([value, Icon]) => ({
    value: value as MantineColorScheme,
    label: t(`scheme.${value as MantineColorScheme}`),
    icon: <Icon size={16} stroke={1.5} />,
  }));
  return (
    <Switch
      label={t('shell.scheme')}
      icon={<Symbol size={18} stroke={1.5} />}
      choices={choices}
      current={colorScheme}
      onChange={setColorScheme}
    />
  );
}
