// On the way to another service, or back from it.
import {t} from '../phrases.ts';
import {StepPage} from './step_page.tsx';

export const VisitWait = () => (
  <StepPage headline={t('social.working')}>
    <p className="social-wait">
      <span className="spinner" role="status">
        <span className="hidden">{t('common.working')}</span>
      </span>
    </p>
  </StepPage>
);
