/** Keys for the rows of a form, which have no id of their own: a row keeps its key as long as the number of rows stays. */
export const rowKeys = (rows: number): readonly string[] =>
  Array.from({ length: rows }, (_, index) => `${index}/${rows}`);
