/// The secrets of a command line, and the rules by which they are hidden.
@NullMarked
package dev.vmascope.mapping.secret;

import org.jspecify.annotations.NullMarked;
