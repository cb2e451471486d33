module.exports = () => ({ service: "golden" });
