/// Tests of the form of captures.
@NullMarked
package dev.vmascope.capture;

import org.jspecify.annotations.NullMarked;
