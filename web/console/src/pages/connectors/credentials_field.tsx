import {Button, Group, Input, PasswordInput, SegmentedControl, SimpleGrid, Stack, Text, TextInput} from '@mantine/core';
import {IconEye} from '@tabler/icons-react';
import {useState, type ReactNode} from 'react';
import {useTranslation} from 'react-i18next';

import {CodeEditor} from '../../components/code_editor.tsx';
import {parseCredentials, toAuth, type Kind} from './credentials.ts';

interface Props {
  label: string;
  description?: string | undefined;
  /** JSON, or nothing */
  value: string;
  onChange: (value: string) => void;
  error?: ReactNode;
}

const kinds = ['none', 'password', 'json'] as const;
const oauth = JSON.stringify(
  {type: 'oauth2', user: '', clientId: '', clientSecret: '', refreshToken: '', accessUrl: ''},
  null,
  2,
);

/** Nobody, a user with a password, or JSON for what else there is. */
export function CredentialsField({label, description, value, onChange, error}: Props) {
  const {t} = useTranslation('connectors');
  const parsed = parseCredentials(value);
  // While JSON is typed it may look like one of the other kinds.
  const [chosen, setChosen] = useState<Kind>();
  const kind = chosen ?? parsed.kind;
  const choose = (next: Kind) => {
    setChosen(next);
    if (next === 'none') onChange('');
    if (next === 'password') onChange(toAuth(parsed));
    if (next === 'json') onChange(value.trim() && parsed.user ? value : oauth);
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={description}
      error={kind === 'json' ? undefined : error}
      role="group"
      aria-label={label}
    >
      <Stack gap="sm" mt={4}>
        <SegmentedControl
          size="xs"
          style={{alignSelf: 'flex-start'}}
          aria-label={label}
          value={kind}
          onChange={(next) => choose(next as Kind)}
          data={kinds.map((one) => ({value: one, label: t(`auth.${one}`)}))}
        />
        {kind === 'password' && (
          <SimpleGrid cols={{base: 1, xs: 2}}>
            <TextInput
              label={t('auth.user')}
              autoComplete="off"
              value={parsed.user}
              onChange={(event) => onChange(toAuth({...parsed, user: event.currentTarget.value}))}
            />
            <PasswordInput
              label={t('auth.pass')}
              autoComplete="new-password"
              value={parsed.pass}
              onChange={(event) => onChange(toAuth({...parsed, pass: event.currentTarget.value}))}
            />
          </SimpleGrid>
        )}
        {kind === 'json' && <SecretJson label={label} value={value} onChange={onChange} error={error} />}
      </Stack>
    </Input.Wrapper>
  );
}

/** Secrets that are stored are not read over a shoulder. */
function SecretJson({label, value, onChange, error}: Omit<Props, 'description'>) {
  const {t} = useTranslation(['connectors', 'common']);
  const [isShown, setShown] = useState(value === '' || value === oauth);
  if (isShown || error) {
    return <CodeEditor label={t('auth.object')} value={value} onChange={onChange} error={error} minRows={6} />;
  }
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {'•'.repeat(16)}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconEye size={14} stroke={1.5} />}
        aria-label={t('common:show_what', {what: label})}
        onClick={() => setShown(true)}
      >
        {t('common:show')}
      </Button>
    </Group>
  );
}
