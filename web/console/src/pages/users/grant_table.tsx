import {IconApps} from '@tabler/icons-react';
import {useState} from 'react';
import {useTranslation} from 'react-i18next';

import {ConfirmDialog} from '../../components/confirm_dialog.tsx';
import {DataTable} from '../../components/data_table.tsx';
import {EmptyState} from '../../components/empty_state.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {RowButton} from '../../components/row_button.tsx';
import {Time} from '../../components/time.tsx';
import {usePeople} from './people.ts';
import {endGrant, type Grant, type useGrants} from './sessions.ts';

export function GrantTable({userId, query}: {userId: string; query: ReturnType<typeof useGrants>}) {
  const {t} = useTranslation(['users', 'common']);
  const people = usePeople();
  const {linkToApplication} = people;
  const [ending, setEnding] = useState<Grant>();
  return (
    <>
      <DataTable
        query={query}
        keyOf={({id}) => id}
        {...(linkToApplication && {linkOf: ({application}: Grant) => linkToApplication(application.id)})}
        label={t('common:nav.applications')}
        columns={[
          {header: t('common:noun.application'), render: ({application}) => <EntityName name={application.name} />},
          {
            header: t('grants.since'),
            visibleFrom: 'sm',
            width: 150,
            render: ({payload}) => <Time at={payload.iat * 1000} form="relative" />,
          },
          {
            header: t('common:expiry.expires'),
            visibleFrom: 'md',
            width: 150,
            render: ({expiresAt}) => <Time at={expiresAt} form="relative" />,
          },
          {
            header: t('grants.end'),
            isHeaderHidden: true,
            width: 110,
            align: 'right',
            render: (grant) => (
              <RowButton onClick={() => setEnding(grant)}>
                {t('grants.end')}
              </RowButton>
            ),
          },
        ]}
        empty={<EmptyState icon={IconApps} title={t('grants.empty')} text={t('grants.empty_text')} />}
      />
      <ConfirmDialog
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('grants.end_title')}
        action={t('grants.end')}
        onConfirm={() => endGrant(people, userId, ending!.id)}
      >
        {t('grants.end_text', {name: ending?.application.name})}
      </ConfirmDialog>
    </>
  );
}
