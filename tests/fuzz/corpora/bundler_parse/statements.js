4a: for (var i = 0, j; i < 9; i++) { if (i) continue a; else if (j) break a; else ; }
for (x of y) ; for (let of of of) ; for (let in z) ; for (async of => {}; ;) break;
switch (a) { case 1: default: let b; } try { throw a } catch ({ b }) { } finally { }
do x; while (y) with (z) debugger; if (a) function f() {} return
var let, yield, await, async, of; let
x
