@NullMarked
package dev.vmascope.sampling;

import org.jspecify.annotations.NullMarked;
