/// Tests of captures: archives from anywhere, and what is read from them.
@NullMarked
package dev.vmascope.capture;

import org.jspecify.annotations.NullMarked;
