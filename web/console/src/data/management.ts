/** The Management API as a resource: it cannot be changed, and nobody may consent to it. */
export const managementIndicator = 'https://default.logto.app/api';
