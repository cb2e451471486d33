module.exports = ({ resolveVariable }) => resolveVariable('env:NONE');
