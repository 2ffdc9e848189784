/// How fast sizes grow: pure functions of samples and times. No clock and no process is known here.
@NullMarked
package dev.vmascope.growth;

import org.jspecify.annotations.NullMarked;
