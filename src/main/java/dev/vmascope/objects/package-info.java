/// The feature objects: ELF objects as loaded, one of them in full, and symbols.
@NullMarked
package dev.vmascope.objects;

import org.jspecify.annotations.NullMarked;
