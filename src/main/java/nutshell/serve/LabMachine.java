package nutshell.serve;

import nutshell.machine.Copy;

/** A lab machine that runs, and the way into it. */
record LabMachine(Copy copy, WayIn way) {}
