/// The application class and nothing else.
@NullMarked
package dev.vmascope;

import org.jspecify.annotations.NullMarked;
