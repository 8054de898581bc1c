/** Tables of the company: every change of a row is in `record_change`, by a trigger, so that they can be made again from it. With their keys. */
export const companyTables = {
  branch: ['id'],
  team: ['id'],
  staff: ['id'],
  role_assignment: ['staff', 'role', 'from_at'],
  delegation: ['principal', 'substitute', 'from_at'],
  authority_limit: ['id'],
  duty_roster: ['roster', 'rank', 'staff', 'from_at'],
  absence: ['staff', 'from_at'],
  lending: ['staff', 'unit', 'from_at'],
} as const satisfies { readonly [table: string]: readonly string[] };

export type CompanyTable = keyof typeof companyTables;
export const companyTableNames = Object.keys(companyTables).filter((name): name is CompanyTable => Object.hasOwn(companyTables, name));
