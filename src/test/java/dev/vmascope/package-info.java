@NullMarked
package dev.vmascope;

import org.jspecify.annotations.NullMarked;
