module.exports = ["golden"];
