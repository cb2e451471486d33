import { type Order, Size, Basket } from '@shop/basket';
import { receipt } from './receipt.js';

interface Event { name: string; items: number[] }

export async function list(event: Event): Promise<{ text: string; size: string; total: number }> {
  const basket = new Basket<Order>(event.name as string);
  for (const item of event.items!) basket.add({ item, price: item * 2 } satisfies Order);
  return { text: receipt(basket.owner), size: Size[basket.size]!, total: basket.total };
}
