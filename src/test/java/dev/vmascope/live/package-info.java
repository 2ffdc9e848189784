/// Tests of the changes of a process.
@NullMarked
package dev.vmascope.live;

import org.jspecify.annotations.NullMarked;
