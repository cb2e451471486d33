module.exports.made = () => ({ name: 'made by a function, after the file was read as a whole' });
