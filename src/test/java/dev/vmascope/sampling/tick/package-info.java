@NullMarked
package dev.vmascope.sampling.tick;

import org.jspecify.annotations.NullMarked;
