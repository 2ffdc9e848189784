@NullMarked
package dev.vmascope.process;

import org.jspecify.annotations.NullMarked;
