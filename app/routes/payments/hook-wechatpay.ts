import { noticesOf } from './notices.server';

export const action = noticesOf('wechatpay');
