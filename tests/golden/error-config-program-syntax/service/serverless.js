module.exports = {
  service: "golden",
