// Made by build/phone_regions.ts.
declare module 'virtual:phone-regions' {
  export const phoneRegions: string;
}
