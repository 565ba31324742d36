// An e-mail address is invited, with the roles that the person may give.
import {useState} from 'react';

import {ApiError} from '../../api.ts';
import {Form} from '../../components/form.tsx';
import {IdentifierField} from '../../components/identifier_field.tsx';
import {CheckField} from '../../components/check_field.tsx';
import {useAddress} from '../../use_address.ts';
import {Dialog, dialogActions} from '../components/dialog.tsx';
import {say} from '../components/toast.tsx';
import {at} from '../phrases.ts';
import {useTask} from '../use_task.ts';
import {invite, type Role} from './api.ts';

interface Props {
  organization: string;
  name: string;
  roles: Role[];
  onSent: () => Promise<void>;
  onClose: () => void;
}

/** What the general codes mean of an invitation. */
function explained(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const {code, status} = error;
  const meant = () => {
    if (status === 429) return 'too_many_mails';
    if (status === 501) return 'no_mail';
    if (status !== 422) return undefined;
    if (code === 'entity.unique_integrity_violation') return 'already_invited';
    return code === 'request.invalid_input' ? 'already_member' : undefined;
  };
  const name = meant();
  return name ? new ApiError(`organization.${name}`, '', undefined, status) : error;
}

export function InviteDialog({organization, name, roles, onSent, onClose}: Props) {
  const entry = useAddress(['email']);
  const [chosen, setChosen] = useState<string[]>([]);
  const form = useTask({
    fields: ['identifier'],
    check: entry.check,
    act: async () => {
      const email = entry.address().value;
      await invite(organization, email, chosen).catch((error: unknown) => {
        throw explained(error);
      });
      onClose();
      await onSent();
      say(at('members.sent', {email}));
      return 'staying';
    },
  });
  const choose = (id: string, isChosen: boolean) =>
    setChosen((before) => (isChosen ? [...before, id] : before.filter((one) => one !== id)));
  return (
    <Dialog title={at('members.inviteTitle')} onClose={onClose}>
      <p className="dialog-text">{at('members.inviteText', {name})}</p>
      <Form form={form} button={at('members.send')} place={dialogActions(onClose)}>
        <IdentifierField {...entry.field} form={form} autoFocus />
        {roles.length > 0 && (
          <fieldset className="ac-roles">
            <legend>{at('members.roles')}</legend>
            {roles.map(({id, name: role, description}) => (
              <CheckField
                key={id}
                name={`role-${id}`}
                checked={chosen.includes(id)}
                onChange={(isChosen) => choose(id, isChosen)}
                error={undefined}
                attempt={0}
              >
                <bdi>{role}</bdi>
                {description && <small>{description}</small>}
              </CheckField>
            ))}
          </fieldset>
        )}
      </Form>
    </Dialog>
  );
}
