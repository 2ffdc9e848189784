/// Tests of the difference between two listings.
@NullMarked
package dev.vmascope.diff;

import org.jspecify.annotations.NullMarked;
