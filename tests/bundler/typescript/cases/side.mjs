// Says that it was evaluated.
console.log('side was evaluated');
export class Never {}
