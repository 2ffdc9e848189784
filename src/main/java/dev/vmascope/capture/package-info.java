/// Captures: a zip of the kernel's own files of one process, and its manifest.
@NullMarked
package dev.vmascope.capture;

import org.jspecify.annotations.NullMarked;
