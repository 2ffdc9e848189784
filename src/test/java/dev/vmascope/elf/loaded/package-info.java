@NullMarked
package dev.vmascope.elf.loaded;

import org.jspecify.annotations.NullMarked;
