// Where to send a code. The step of the code follows.
import {type ReactNode, useState} from 'react';

import type {Address} from '../api.ts';
import type {AddressType} from '../context.ts';
import {t} from '../phrases.ts';
import {codeStep} from '../send_code.ts';
import {type Purpose, type Step, type Typed, useSteps} from '../steps.ts';
import {useAddress} from '../use_address.ts';
import {type StepForm, useForm} from '../use_form.ts';
import {Form} from './form.tsx';
import {IdentifierField} from './identifier_field.tsx';

interface Props {
  allowed: AddressType[];
  first?: Typed | undefined;
  /** The address that was proven belongs to another account. */
  isTaken?: boolean;
  button: string;
  /** gives the id of the verification */
  send: (address: Address) => Promise<string>;
  purpose: Purpose;
  /** this step, as going back finds it */
  kept: (typed: Typed) => Step;
  autoFocus?: boolean;
  describedBy?: string;
  /** below the form */
  children?: (form: StepForm) => ReactNode;
}

export function AddressForm(props: Props) {
  const {allowed, first, isTaken = false, button, send, purpose, kept, children, ...field} = props;
  const steps = useSteps();
  const entry = useAddress(allowed, first);
  const [taken, setTaken] = useState(isTaken);
  const form = useForm({
    fields: ['identifier'],
    check: entry.check,
    act: async () => {
      const to = entry.address();
      const verificationId = await send(to);
      steps.keep(kept(entry.typed));
      steps.go(codeStep(to, purpose, verificationId));
      return 'staying';
    },
  });
  return (
    <>
      <Form form={form} button={button}>
        <IdentifierField
          {...field}
          {...entry.field}
          onChange={(value) => {
            entry.field.onChange(value);
            setTaken(false);
          }}
          form={form}
          fault={taken ? t('error.addressTaken') : undefined}
        />
      </Form>
      {children?.(form)}
    </>
  );
}
