import {useTranslation} from 'react-i18next';

import {SecretOnce} from '../../components/secret_once.tsx';

interface Props {
  password: string | undefined;
  title: string;
  onClose: () => void;
}

/** The only time that anybody sees it. */
export function MadePassword({password, title, onClose}: Props) {
  const {t} = useTranslation(['users', 'common']);
  return (
    <SecretOnce value={password} title={title} label={t('common:password.label')} onClose={onClose}>
      {t('password.once')}
    </SecretOnce>
  );
}
