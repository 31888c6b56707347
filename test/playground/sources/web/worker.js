// Prices orders. Attach to this one: a breakpoint in `price` is hit once a second.
"use strict";
const os = require("node:os");

const prices = { tea: 3, coffee: 5, sugar: 2 };

function price(order) {
  const each = prices[order.goods] ?? 1;
  const total = each * order.count; // a good line for a breakpoint
  return { ...order, total };
}

process.on("message", (order) => {
  const { id, count, goods, total } = price(order);
  console.log(
    `${new Date().toISOString()} ${os.hostname()} worker[${process.pid}]: order ${id}: ${count} ${goods}, ${total} euro`,
  );
});
