@NullMarked
package dev.vmascope.sampling.saved;

import org.jspecify.annotations.NullMarked;
