@NullMarked
package dev.vmascope.spaces;

import org.jspecify.annotations.NullMarked;
