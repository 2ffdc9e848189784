/// The growth of measures: samples in few bytes, slopes, floors and verdicts on leaks. Pure
/// functions of samples and times: no clock and no process is used here.
@NullMarked
package dev.vmascope.trend;

import org.jspecify.annotations.NullMarked;
