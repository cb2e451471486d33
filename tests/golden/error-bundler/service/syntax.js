// Reading stops at the second line.
const = 1;
