/// Tests of the difference between two runs.
@NullMarked
package dev.vmascope.diff.run;

import org.jspecify.annotations.NullMarked;
