import {Menu, Text, UnstyledButton, VisuallyHidden, useMantineColorScheme} from '@mantine/core';
import {IconLanguage, IconLogout, IconMoon, IconShieldLock, IconSun, IconUserCircle} from '@tabler/icons-react';
import {useQuery} from '@tanstack/react-query';
import {Link} from '@tanstack/react-router';
import {useTranslation} from 'react-i18next';

import {EntityAvatar} from '../components/entity_avatar.tsx';
import {context} from '../context.ts';
import {languages, speak, type Language} from '../i18n.ts';
import {client, whoAmI} from '../session/session.ts';

export function AccountMenu() {
  const {t, i18n} = useTranslation();
  const {setColorScheme} = useMantineColorScheme();
  // A saved profile makes it old.
  const {data: me} = useQuery({queryKey: ['me'], queryFn: () => whoAmI() ?? null, initialData: () => whoAmI() ?? null});
  if (!me) return null;
  const others = Object.entries(languages).filter(([language]) => language !== i18n.language);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton p={4} style={{borderRadius: '50%'}}>
          <VisuallyHidden>{t('shell.account')}</VisuallyHidden>
          <EntityAvatar name={me.name} picture={me.picture} size={28} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={500} c="bright" truncate>
            {me.name}
          </Text>
          {me.email && me.email !== me.name && (
            <Text size="xs" truncate>
              {me.email}
            </Text>
          )}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={16} />}>
          {t('nav.profile')}
        </Menu.Item>
        {/* What the console's own page lacks: second steps, passkeys, devices. */}
        <Menu.Item
          component="a"
          href={`${context.adminEndpoint}/account/profile`}
          leftSection={<IconShieldLock size={16} />}
        >
          {t('shell.account_center')}
        </Menu.Item>
        {/* On a phone there is no room for the switches in the header. */}
        <Menu.Item hiddenFrom="sm" leftSection={<IconSun size={16} />} onClick={() => setColorScheme('light')}>
          {t('scheme.light')}
        </Menu.Item>
        <Menu.Item hiddenFrom="sm" leftSection={<IconMoon size={16} />} onClick={() => setColorScheme('dark')}>
          {t('scheme.dark')}
        </Menu.Item>
        {others.map(([language, name]) => (
          <Menu.Item
            key={language}
            hiddenFrom="sm"
            lang={language}
            leftSection={<IconLanguage size={16} />}
            onClick={() => void speak(language as Language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void client.signOut()}>
          {t('shell.sign_out')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('shell.version', {version: context.version})}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
