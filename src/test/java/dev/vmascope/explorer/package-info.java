@NullMarked
package dev.vmascope.explorer;

import org.jspecify.annotations.NullMarked;
