/** Which person each of the staff is, by how sign-in knows them, as an optional file has it; null: nobody is known to be anybody. */
export type StaffPeople = { find(subject: string): { readonly personId: string | null } | undefined } | null;
