// What users see under the settings, step by step (src/domain/mfa_policy.cpp).
import {isSkippable, type Values} from './settings.ts';

export type Step = 'credentials' | 'suggest' | 'set_up' | 'backup' | 'use' | 'passkey' | 'done';
export type Situation = 'register' | 'without' | 'with' | 'passkey';

type Rules = Pick<Values, 'factors' | 'policy' | 'passkey'>;

const setUp = ({factors, policy}: Rules): Step[] => [
  isSkippable(policy) ? 'suggest' : 'set_up',
  ...(factors.includes('BackupCode') ? (['backup'] as const) : []),
];

function asksAt(situation: 'register' | 'without', policy: Rules['policy']): boolean {
  if (policy === 'NoPrompt') return false;
  return situation === 'without' || policy !== 'PromptOnlyAtSignIn';
}

export function stepsOf(rules: Rules): [Situation, Step[]][] {
  const hasFactors = rules.factors.length > 0;
  const path = (situation: 'register' | 'without'): [Situation, Step[]] => [
    situation,
    ['credentials', ...(hasFactors && asksAt(situation, rules.policy) ? setUp(rules) : []), 'done'],
  ];
  return [
    path('register'),
    ...(hasFactors
      ? [
          path('without'),
          ['with', ['credentials', 'use', 'done']] as [Situation, Step[]],
        ]
      : []),
    // With user verification: two factors in one.
    ...(rules.passkey ? [['passkey', ['passkey', 'done']] as [Situation, Step[]]] : []),
  ];
}
