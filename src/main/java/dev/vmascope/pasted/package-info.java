/// The address space in a text that people paste: format, section, listing in the kernel's form. It
/// knows neither files nor HTTP, and keeps nothing of the text around the section.
@NullMarked
package dev.vmascope.pasted;

import org.jspecify.annotations.NullMarked;
