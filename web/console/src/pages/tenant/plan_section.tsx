import {Alert, Button, Group, Text} from '@mantine/core';
import {useDisclosure} from '@mantine/hooks';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {FormSection} from '../../components/form_section.tsx';
import type {Change} from './data.ts';
import {PlanList} from './plan_list.tsx';

interface Props {
  changes: Change[];
  apply: () => Promise<unknown>;
  error: string | undefined;
}

export function PlanSection({changes, apply, error}: Props) {
  const {t} = useTranslation('tenant');
  const [isAsking, {open, close}] = useDisclosure(false);
  const count = (action: Change['action']) => changes.filter((change) => change.action === action).length;
  const removals = count('remove');
  const parts = (['create', 'update', 'remove'] as const)
    .filter((action) => count(action) > 0)
    .map((action) => t(`summary.${action}`, {count: count(action)}));
  return (
    <FormSection title={t('apply.plan_title')} description={parts.join(' · ')}>
      {changes.length === 0 ? (
        <Text size="sm" role="status">
          {t('apply.nothing')}
        </Text>
      ) : (
        <>
          <PlanList changes={changes} />
          {error && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Group>
            <Button color={removals > 0 ? 'red' : undefined} onClick={open}>
              {t('apply.act', {count: changes.length})}
            </Button>
          </Group>
        </>
      )}
      <ConfirmDialog
        opened={isAsking}
        onClose={close}
        title={t('apply.confirm')}
        action={t('apply.act', {count: changes.length})}
        name={removals > 0 ? t('apply.remove_word', {count: removals}) : undefined}
        onConfirm={apply}
      >
        {removals > 0 ? t('apply.confirm_removals', {count: removals}) : t('apply.confirm_text')}
      </ConfirmDialog>
    </FormSection>
  );
}
