module.exports.a = ({ resolveVariable }) => resolveVariable('self:custom.missing');
