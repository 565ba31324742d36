import {line} from '../../components/icons.tsx';

export const Person = () => (
  <svg {...line}>
    <circle cx="12" cy="8.5" r="4" />
    <path d="M4.5 20.500c.8-4 3.700-6 7.500-6s6.700 2 7.500 6" />
  </svg>
);

export const Lock = () => (
  <svg {...line}>
    <rect x="5" y="10.5" width="14" height="10" rx="2.5" />
    <path d="M8 10.500V7.500a4 4 0 0 1 8 0v3" />
  </svg>
);

export const Codes = () => (
  <svg {...line}>
    <rect x="4" y="3.5" width="16" height="17" rx="2.5" />
    <path d="M8 8.500h3M13 8.500h3M8 12h3M13 12h3M8 15.500h3M13 15.500h3" />
  </svg>
);

export const Shield = () => (
  <svg {...line}>
    <path d="M12 3l7.500 2.500v5.500c0 5-3.200 8.300-7.500 10-4.300-1.700-7.500-5-7.500-10V5.500Z" />
  </svg>
);

export const Computer = () => (
  <svg {...line}>
    <rect x="3" y="4.5" width="18" height="12" rx="2" />
    <path d="M9 20.500h6M12 16.500v4" />
  </svg>
);

export const App = () => (
  <svg {...line}>
    <rect x="4" y="4" width="7" height="7" rx="1.5" />
    <rect x="13" y="4" width="7" height="7" rx="1.5" />
    <rect x="4" y="13" width="7" height="7" rx="1.5" />
    <path d="M16.500 13.500v6M13.500 16.500h6" />
  </svg>
);
