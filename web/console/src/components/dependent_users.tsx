import {Skeleton, Text} from '@mantine/core';
import {useQuery, type QueryKey} from '@tanstack/react-query';
import {useTranslation} from 'react-i18next';

interface Props {
  queryKey: QueryKey;
  load: () => Promise<{users: number}>;
}

/** In the question before a connector is deleted: for how many users it is the only way in. */
export function DependentUsers({queryKey, load}: Props) {
  const {t} = useTranslation();
  const {data, error} = useQuery({queryKey: [...queryKey, 'dependent-users'], queryFn: load, staleTime: 0});
  // Without the number the text above still says what happens.
  if (error) return null;
  if (!data) return <Skeleton height={18} mt="sm" />;
  return (
    <Text size="sm" fw={600} mt="sm" c={data.users > 0 ? 'red' : undefined}>
      {data.users > 0 ? t('dependent.users', {count: data.users}) : t('dependent.none')}
    </Text>
  );
}
