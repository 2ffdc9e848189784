/// The application class, its configuration and its start.
@NullMarked
package dev.vmascope;

import org.jspecify.annotations.NullMarked;
