/// The growth of measures: slopes, trends, verdicts on leaks, and the samples they need in few
/// bytes. Pure functions of samples and times: no clock and no process is used here.
@NullMarked
package dev.vmascope.growth;

import org.jspecify.annotations.NullMarked;
