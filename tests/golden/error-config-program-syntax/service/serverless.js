module.exports = {
  service: golden golden
};
