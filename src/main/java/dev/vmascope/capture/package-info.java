/// Capture bundles: the kernel's own files of one process in a zip, with a manifest. Nothing here
/// knows HTTP.
@NullMarked
package dev.vmascope.capture;

import org.jspecify.annotations.NullMarked;
