/** The parameter of an address that chooses whose months are shown. */
export const CHANNEL = 'channel';
