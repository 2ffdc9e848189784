@NullMarked
package dev.vmascope.sampling.group;

import org.jspecify.annotations.NullMarked;
