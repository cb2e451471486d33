4let a; a = (b, { c = 1, d: [e], ...f }, [g, , h] = [], ...i) => ({ b, c, e });
async (x = (y, z) => y) => { for await (const q of x) await q; };
a = async b => b, c => d => e, () => {}, (a, b), (a), ([a]), async(a, ...b);
[a, b.c, { d: [e = 1] }, ...f] = g; ({ a, b: c.d, [e]: f = 2, ...g.h } = i);
