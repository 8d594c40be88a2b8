import { redirect } from '@remix-run/node';
import { z } from 'zod';
import { orderBill, payBill } from '~/domain/fees/pay-bill';
import { type PayWay, type ProviderName, providerNames } from '~/domain/payments/payment.rules';
import { act, type FormVisit } from '../authorised.server';
import { replyWithRefusals, submission } from '../form.server';

const form = z.object({ provider: z.enum(providerNames, 'PAYMENTS.PROVIDER') });

/** Whether a browser is the one inside WeChat. */
export const isWechat = (userAgent: string): boolean => /MicroMessenger/i.test(userAgent);

/** How somebody with this browser pays: on a telephone in the app, elsewhere at Alipay's page or by scanning WeChat Pay's code. */
export function wayOf(userAgent: string, provider: ProviderName): PayWay {
  if (/Mobile|Android|iPhone|HarmonyOS/i.test(userAgent)) return 'phone';
  return provider === 'alipay' ? 'desk' : 'code';
}

/** What the button of a bill does: makes its order and leads to the page where it is paid. At the desk it is always a code. */
export const payOnline = ({ atDesk }: { atDesk: boolean }) =>
  act(orderBill.permission, async (visit: FormVisit) => {
    const sent = submission(visit.form, form);
    const { provider } = sent.input;
    const way = atDesk ? 'code' : wayOf(visit.request.headers.get('user-agent') ?? '', provider);
    const result = await payBill(visit.actor, { invoiceId: visit.id, provider, way });
    if (!result.ok) return replyWithRefusals(sent, result.refusals);
    return redirect(`/pay/${result.value.orderId}`, 303);
  });
