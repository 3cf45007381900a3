/** The database role of the running hub. It reads and writes what migrations grant it and owns nothing. */
export const APPLICATION_ROLE = 'family_view_application';
