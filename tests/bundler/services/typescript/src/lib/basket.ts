export type Order = { item: number; price: number };
export enum Size { Small = 1, Large = Small + 9 }

function logged(_target: object, _key: string, descriptor: PropertyDescriptor): void {
  const inner = descriptor.value as (order: Order) => void;
  descriptor.value = function (this: Basket<Order>, order: Order) { this.calls++; inner.call(this, order); };
}

export class Basket<T extends Order> {
  calls = 0;
  readonly #orders: T[] = [];
  constructor(public readonly owner: string) {}
  @logged add(order: T): void { this.#orders.push(order); }
  get total(): number { return this.#orders.reduce((sum, { price }) => sum + price, 0) + this.calls * 100; }
  get size(): Size { return this.#orders.length > 5 ? Size.Large : Size.Small; }
}
