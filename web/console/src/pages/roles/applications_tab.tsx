import {IconRobot} from '@tabler/icons-react';
import {useTranslation} from 'react-i18next';

import {api} from '../../api/client.ts';
import type {Role} from '../../api/types.ts';
import {AssignmentList} from '../../components/assignment_list.tsx';
import {EntityName} from '../../components/entity_name.tsx';
import {EntityPicker} from '../../components/entity_picker.tsx';
import {findMachinesWithoutRole} from '../../data/find.ts';
import {roleKey} from './data.ts';

const path = '/api/roles/{id}/applications' as const;
const onePath = '/api/roles/{id}/applications/{applicationId}' as const;

export function ApplicationsTab({role}: {role: Role}) {
  const {t} = useTranslation(['roles', 'common']);
  const {id} = role;
  return (
    <AssignmentList
      owner={roleKey(id)}
      noun="applications"
      load={(query) => api.GET(path, {params: {path: {id}, query}})}
      keyOf={(application) => application.id}
      nameOf={({name}) => name}
      linkOf={(application) => `/applications/${application.id}`}
      label={t('common:role_type.MachineToMachine.name')}
      text={t('applications.text')}
      searchLabel={t('applications.search')}
      empty={{icon: IconRobot, title: t('applications.empty'), text: t('applications.empty_text')}}
      columns={[
        {
          header: t('common:noun.application'),
          render: ({name, description}) => <EntityName name={name} detail={description} />,
        },
      ]}
      change={{
        label: t('applications.add'),
        picker: (props) => (
          <EntityPicker
            label={t('common:role_type.MachineToMachine.name')}
            placeholder={t('applications.search')}
            noun={`machines-without-${id}`}
            search={findMachinesWithoutRole(id)}
            {...props}
          />
        ),
        add: (applicationIds) => api.POST(path, {params: {path: {id}}, body: {applicationIds}}),
        removeTitle: t('common:role.remove_title'),
        removeText: ({name}) => t('holder.remove_text', {holder: name, role: role.name}),
        remove: (application) => api.DELETE(onePath, {params: {path: {id, applicationId: application.id}}}),
      }}
    />
  );
}
