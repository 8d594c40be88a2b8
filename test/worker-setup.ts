// The run was killed: end too, so that its databases, browsers and processes end with it.
process.on('disconnect', () => process.exit(1));
