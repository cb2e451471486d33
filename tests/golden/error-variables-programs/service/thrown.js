module.exports.a = () => {
  throw new Error('cannot do this');
};
