/** The pattern of `like` for text that contains `text` as it is typed. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
