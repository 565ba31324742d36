import {Button, Group, List, Stack, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {notifications} from '@mantine/notifications';
import {IconShieldX} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import type {User} from '../../api/types.ts';
import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {nameOfUser} from '../../data/find.ts';
import {FactorDecisions} from './factor_decisions.tsx';
import {lossOf} from './factor_loss.ts';
import {FactorTable, useFactorName} from './factor_table.tsx';
import {resetFactors, useFactors} from './factors.ts';
import {ImplicitFactors} from './implicit_factors.tsx';
import {usePeople} from './people.ts';
import {TableHeading} from './table_heading.tsx';
import {TrustedDeviceTable} from './trusted_device_table.tsx';

/** What the user has beside the password. */
export function FactorsTab({user}: {user: User}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const query = useFactors(user.id);
  const nameOf = useFactorName();
  const [isResetting, {open, close}] = useDisclosure(false);
  const factors = query.data?.items ?? [];
  const name = nameOfUser(user);
  const reset = async () => {
    await resetFactors(people, user.id);
    notifications.show({message: t('factors.reset_done', {name})});
  };
  return (
    <Stack gap="xl">
      <section>
        <Group justify="space-between" align="flex-start" mb="md" gap="sm">
          <TableHeading title={t('factors.title')} text={t('factors.text')} />
          {factors.length > 0 && (
            <Button variant="default" leftSection={<IconShieldX size={16} />} onClick={open}>
              {t('factors.reset')}
            </Button>
          )}
        </Group>
        <FactorTable user={user} query={query} />
        <ImplicitFactors user={user} />
      </section>
      <TrustedDeviceTable user={user} />
      <FactorDecisions user={user} />
      <ConfirmDialog
        opened={isResetting}
        onClose={close}
        title={t('factors.reset_title', {name})}
        action={t('factors.reset')}
        onConfirm={reset}
      >
        <Text size="sm">{t('factors.reset_text')}</Text>
        <List size="sm" my="xs">
          {factors.map((factor) => (
            <List.Item key={factor.id}>{nameOf(factor)}</List.Item>
          ))}
        </List>
        <Text size="sm">{t(`factors.${lossOf(user, factors, []) ?? 'consequence'}`)}</Text>
      </ConfirmDialog>
    </Stack>
  );
}
