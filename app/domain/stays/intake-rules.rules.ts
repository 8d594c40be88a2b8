/** What a tenant has settled about taking applications. */
export interface IntakeRules {
  /** Days after which a draft that nobody saves any more is given up and its files destroyed. */
  readonly draftKeepDays: number;
  /** Working days that a family has to answer a request. */
  readonly answerDays: number;
  /** Working days from the application to the decision on eligibility. */
  readonly decideDays: number;
  /** Most documents of one application. */
  readonly documentsLimit: number;
}

/**
 * Without a decision of the tenant. The fifteen working days are those of the town's survey of 特困人员认定办法; that they hold
 * for the care centre too, and every other number here, is 待核实.
 */
export const defaultIntakeRules: IntakeRules = {
  draftKeepDays: 90,
  answerDays: 10,
  decideDays: 15,
  documentsLimit: 30,
};
