/// The feature system: the machine, and what the service may do on it.
@NullMarked
package dev.vmascope.system;

import org.jspecify.annotations.NullMarked;
