import type {Application} from '../../api/types.ts';
import {EditForm} from '../../components/edit_form.tsx';
import {useEditForm} from '../../components/use_edit_form.ts';
import {isMachine, updateApplication} from './data.ts';
import {findFaults, toChanges, toSettings, type Settings} from './settings.ts';
import {BasicSection, CustomDataSection} from './settings_basic.tsx';
import {AddressSection, LogoutSection} from './settings_addresses.tsx';
import {MachineSection} from './settings_machine.tsx';
import {TokenSection} from './settings_tokens.tsx';

export function SettingsTab({application}: {application: Application}) {
  const {form, ...edit} = useEditForm<Settings>({
    stored: toSettings(application),
    validate: findFaults,
    save: (settings) => updateApplication(application.id, toChanges(application, settings)),
  });
  return (
    <EditForm form={edit}>
      <BasicSection form={form} isMachine={isMachine(application)} />
      {isMachine(application) ? (
        <MachineSection form={form} />
      ) : (
        <>
          <AddressSection form={form} type={application.type} />
          <TokenSection form={form} />
          <LogoutSection form={form} />
        </>
      )}
      <CustomDataSection form={form} />
    </EditForm>
  );
}
