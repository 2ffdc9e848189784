/// The lines of listings that tools print: one grammar for each tool, on cleaned lines.
@NullMarked
package dev.vmascope.pasted.line;

import org.jspecify.annotations.NullMarked;
