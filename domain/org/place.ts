/** Where a case is: the team that has it (empty: none works its line there) and the branch. */
export interface CasePlace {
  readonly team: string;
  readonly branch: string;
}

/** Whether somebody works where the case is: in its team, over its branch, for the company, or lent to one of them. */
export const worksAt = ({ units }: { readonly units: readonly string[] }, { team, branch }: CasePlace): boolean =>
  units.some((unit) => unit === 'company' || unit === branch || (team !== '' && unit === team));
