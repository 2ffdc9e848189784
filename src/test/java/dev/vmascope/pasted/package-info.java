@NullMarked
package dev.vmascope.pasted;

import org.jspecify.annotations.NullMarked;
