// Stands in for the native module native-watchdog, which would have to be compiled: the extension host ends when the
// editor's server has gone without telling it.
const { setInterval } = require('node:timers');

exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if (error.code === 'ESRCH') process.exit(87); // VS Code's own code for this
    }
  }, 1000).unref();
};

exports.exit = (code) => process.exit(code ?? 0);
