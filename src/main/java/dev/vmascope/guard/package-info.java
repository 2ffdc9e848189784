/// The limits and checks of every request, independent of its operation. They cover origin and
/// host, the number of requests, the time of a response, and the audit log. Nothing here depends on
/// an operation or a process.
@NullMarked
package dev.vmascope.guard;

import org.jspecify.annotations.NullMarked;
