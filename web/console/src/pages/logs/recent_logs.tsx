import {useQuery} from '@tanstack/react-query';
import {IconListDetails} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api, takePage} from '../../api/client.ts';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {useLogColumns} from './log_columns.tsx';

const shown = 8;

/** The newest lines of the audit log, as they come in. */
export function RecentLogs() {
  const {t} = useTranslation(['logs', 'common']);
  const query = useQuery({
    queryKey: ['logs', 'recent'],
    queryFn: () => takePage(api.GET('/api/logs', {params: {query: {page: 1, page_size: shown}}})),
    refetchInterval: 15_000,
  });
  return (
    <DataTable
      query={query}
      keyOf={({id}) => id}
      linkOf={({id}) => `/logs/${id}`}
      label={t('common:nav.logs')}
      columns={useLogColumns(query.data?.items ?? [], {showUser: true, showApplication: true})}
      empty={<EmptyState icon={IconListDetails} title={t('empty')} text={t('empty_text')} />}
    />
  );
}
