exports.list = async () => require('sharp');
