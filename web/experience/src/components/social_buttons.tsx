// The ways in by another service: a button a line while they are few, their logos alone when they are many.
import {t} from '../phrases.ts';
import {logosOf, nameOf, socialConnectors} from '../social_connectors.ts';
import {ServiceButtons, type useServiceEntry} from './service_buttons.tsx';

const mostLines = 3;

interface Props {
  entry: ReturnType<typeof useServiceEntry>;
  isBusy: boolean;
  /** Other ways in stand above. */
  isSecond: boolean;
}

export function SocialButtons({entry, isBusy, isSecond}: Props) {
  const services = socialConnectors().map((one) => ({id: one.id, name: nameOf(one), ...logosOf(one)}));
  if (services.length === 0) return null;
  return (
    <div className="social">
      {isSecond && <p className="social-or">{t('social.or')}</p>}
      <ServiceButtons
        services={services}
        labelOf={({name}) => t('social.continue', {name})}
        entry={entry}
        isBusy={isBusy}
        isRow={services.length > mostLines}
      />
    </div>
  );
}
