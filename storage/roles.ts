/** The database role of the running hub. It reads and writes what migrations grant it and owns nothing. */
export const APPLICATION_ROLE = 'family_view_application';

/** The role that erases from the access log what is past its schedule, and can do nothing else. */
export const RETENTION_ROLE = 'family_view_retention';
