/// What holds for every request, whoever sends it: where it may come from, how many there may be,
/// how long an answer may take, what is written down about it. Knows no operation and no process.
@NullMarked
package dev.vmascope.guard;

import org.jspecify.annotations.NullMarked;
