const { region } = process.env;
throw new Error('no region is set');
