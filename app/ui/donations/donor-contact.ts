import { m } from '~/words/generated/messages';

/** How whoever gave is reached, in the clear, as the answer of the page that was asked for it. */
export const revealed = ({ phone, mail }: { phone: string | null; mail: string | null }) => ({
  revealed: [phone, mail].filter((one) => one !== null).join(m.reports_list_mark()),
});
