import {Group, Pagination, Text} from '@mantine/core';
import {useTranslation} from 'react-i18next';

import {pageSize} from '../api/client.ts';
import {lastPage} from './last_page.ts';

export function PageTurner({total, page, onChange}: {total: number; page: number; onChange: (page: number) => void}) {
  const {t, i18n} = useTranslation();
  const pages = lastPage(total, pageSize);
  // A page beyond the last is being left.
  if (total === 0 || page > pages) return null;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const range = {
    from: number((page - 1) * pageSize + 1),
    to: number(Math.min(page * pageSize, total)),
    total: number(total),
  };
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" role="status">
        {t('list.range', range)}
      </Text>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={page}
          onChange={onChange}
          size="sm"
          getControlProps={(control) => ({'aria-label': t(`list.${control}`)})}
          getItemProps={(item) => ({'aria-label': t('list.page', {page: item})})}
        />
      )}
    </Group>
  );
}
