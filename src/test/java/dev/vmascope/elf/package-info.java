@NullMarked
package dev.vmascope.elf;

import org.jspecify.annotations.NullMarked;
