import {Alert, Button, Group, List, PasswordInput, Text} from '@mantine/core';
import {IconCheck, IconX} from '@tabler/icons-react';
import {useMutation} from '@tanstack/react-query';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ApiError, describePasswordFault, messageOf, type PasswordFault} from '../../api/api_error.ts';
import {api} from '../../api/client.ts';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {FormSection} from '../../components/form_section.tsx';
import {useKnown} from '../../components/use_known.ts';
import {findUsers, loadUser} from '../../data/find.ts';

/** The rules that a password breaks; none if it is good. */
async function checkPassword(password: string, userId: string | undefined): Promise<PasswordFault[]> {
  try {
    await api.POST('/api/sign-in-exp/default/check-password', {body: {password, ...(userId && {userId})}});
    return [];
  } catch (error) {
    if (error instanceof ApiError && Array.isArray(error.body['issues'])) return error.body['issues'] as PasswordFault[];
    throw error;
  }
}

/** `isStale`: the rules that are shown are not those that are asked. */
export function TryPassword({isStale}: {isStale: boolean}) {
  const {t} = useTranslation(['security', 'common']);
  const [password, setPassword] = useState('');
  const [owner, setOwner] = useState<string[]>([]);
  const known = useKnown('users', owner, loadUser);
  const attempt = useMutation({mutationFn: () => checkPassword(password, owner[0])});
  const forget = () => attempt.reset();
  return (
    <FormSection title={t('try.title')} description={t('try.text')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        <Group align="flex-end" gap="xs">
          <PasswordInput
            flex="1 1 220px"
            label={t('common:password.label')}
            autoComplete="off"
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value);
              forget();
            }}
          />
          <Button type="submit" variant="default" loading={attempt.isPending} disabled={!password}>
            {t('try.check')}
          </Button>
        </Group>
      </form>
      <EntityPicker
        label={t('try.owner')}
        description={t('try.owner_text')}
        noun="users"
        search={findUsers}
        known={known}
        value={owner}
        max={1}
        onChange={(next) => {
          setOwner(next);
          forget();
        }}
      />
      {isStale && (
        <Text size="sm" c="dimmed">
          {t('try.stale')}
        </Text>
      )}
      <div role="status">
        {attempt.data?.length === 0 && (
          <Alert color="gate" icon={<IconCheck size={18} />}>
            {t('try.good')}
          </Alert>
        )}
        {attempt.data && attempt.data.length > 0 && (
          <Alert color="red" icon={<IconX size={18} />} title={t('try.refused')}>
            <List size="sm">
              {attempt.data.map((issue) => (
                <List.Item key={issue.code}>{describePasswordFault(issue) ?? issue.code}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {attempt.error && <Alert color="red">{messageOf(attempt.error)}</Alert>}
      </div>
    </FormSection>
  );
}
