/// The door to the kernel: [ProcFs], with a method for each question. The packages below are the
/// only code that reads files of a watched process. They give bytes with an outcome, and `mapping`
/// parses them.
@NullMarked
package dev.vmascope.procfs;

import org.jspecify.annotations.NullMarked;
