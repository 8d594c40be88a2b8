import { z } from 'zod';
import { fenShape } from '../api/endpoint.server';

export const purposeNamed = z.object({ code: z.string(), name: z.string(), nameEn: z.string() });

/** What was received, what of the money came of goods that were sold, what was carried over between purposes, and which goods were lost or sold. */
export const received = {
  moneyReceivedFen: fenShape,
  soldFen: fenShape,
  moneyCarriedFen: fenShape,
  goodsReceivedFen: fenShape,
  goodsLostFen: fenShape,
};

/** How much was used, money and goods apart. */
export const usedFen = z.object({ moneyUsedFen: fenShape, goodsUsedFen: fenShape });

/** Use that is told as one sum, of purposes and months (`YYYY-MM`) that concern enough people together. */
export const usedShape = z.object({
  purposes: z.array(purposeNamed),
  from: z.string(),
  until: z.string(),
  fen: fenShape,
});

/** Where a gift went, as its donor may know it. */
export const useShape = z.object({
  money: z.array(usedShape),
  places: z.array(
    z.object({
      lotId: z.uuid(),
      place: z.enum(['nursing-bed', 'general-bed', 'bed', 'somebody']),
      pieces: z.int(),
    }),
  ),
});
