/// The decoders of log lines. A decoder takes text, live or pasted, with whatever a tool put before
/// it.
@NullMarked
package dev.vmascope.kernellog.line;

import org.jspecify.annotations.NullMarked;
