import {Button, Group, Stack, Text} from '@mantine/core';
import {IconRefresh} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {FormSection} from '../../components/form_section.tsx';
import {QueryError} from '../../components/query_error.tsx';
import {useKeys, type Algorithm} from './data.ts';
import {KeyList} from './key_list.tsx';
import {RotateDialog} from './rotate_dialog.tsx';

const rings = ['EC', 'RSA'] as const satisfies Algorithm[];

/** Two rings beside each other: each signs for the clients that are set to its algorithm. */
export function PrivateKeysTab() {
  const {t} = useTranslation('keys');
  const {data: keys, error, refetch} = useKeys('private-keys');
  const [rotated, setRotated] = useState<Algorithm>();
  if (error && !keys) return <QueryError error={error} retry={() => void refetch()} />;
  if (!keys) return null;
  return (
    <Stack gap="md">
      {rings.map((ring) => {
        const own = keys.filter(({signingKeyAlgorithm}) => signingKeyAlgorithm === ring);
        return (
          <FormSection key={ring} title={t(`ring.${ring}`)} description={t(`ring_text.${ring}`)}>
            {own.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('no_keys')}
              </Text>
            ) : (
              <KeyList
                keyType="private-keys"
                keys={own.map((key) => ({...key, standing: key.status ?? 'Current'}))}
                deletion={t('delete.token_text')}
              />
            )}
            <Group>
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} stroke={1.5} />}
                onClick={() => setRotated(ring)}
              >
                {own.length === 0 ? t('rotate.first') : t('rotate.act')}
              </Button>
            </Group>
          </FormSection>
        );
      })}
      <RotateDialog algorithm={rotated} onClose={() => setRotated(undefined)} />
    </Stack>
  );
}
