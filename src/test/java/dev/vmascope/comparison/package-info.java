/// Tests of the difference of any two address spaces.
@NullMarked
package dev.vmascope.comparison;

import org.jspecify.annotations.NullMarked;
