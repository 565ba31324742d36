import {line} from '../components/icons.tsx';

export const Phone = () => (
  <svg {...line}>
    <rect x="6.5" y="2.5" width="11" height="19" rx="2.5" />
    <path d="M10.5 18.5h3" />
  </svg>
);

export const Message = () => (
  <svg {...line}>
    <path d="M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4.5 4v-4h-2A1.5 1.5 0 0 1 3 15V6a1.5 1.5 0 0 1 1.5-1.5Z" />
  </svg>
);

export const Mail = () => (
  <svg {...line}>
    <rect x="2.5" y="5" width="19" height="14" rx="2.5" />
    <path d="M3.5 7l8.5 6 8.5-6" />
  </svg>
);

export const Forward = () => (
  <svg {...line} className="icon forward">
    <path d="M10 7l5 5-5 5" />
  </svg>
);

export const Copy = () => (
  <svg {...line}>
    <rect x="8.5" y="8.5" width="12" height="12" rx="2" />
    <path d="M15.5 5.5v-.5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v9A1.5 1.5 0 0 0 5 15.5h.5" />
  </svg>
);

export const Download = () => (
  <svg {...line}>
    <path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 19.5h15" />
  </svg>
);
