0"use strict"; var a; function f(a, b = () => a, { c } = {}) { var a; { let a; { var d } } return arguments }
(function g() { g = 1; eval("x") }); try { } catch (e) { var e } label: { break label }
