/// Tests of streams of events.
@NullMarked
package dev.vmascope.stream;

import org.jspecify.annotations.NullMarked;
