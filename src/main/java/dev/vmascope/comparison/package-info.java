/// The difference of any two address spaces, by address or by what they map.
@NullMarked
package dev.vmascope.comparison;

import org.jspecify.annotations.NullMarked;
