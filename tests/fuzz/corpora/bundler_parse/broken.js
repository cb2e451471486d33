0({ a = 1 }); let b; let b; function (
