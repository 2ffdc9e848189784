@NullMarked
package dev.vmascope.mapping.proc;

import org.jspecify.annotations.NullMarked;
