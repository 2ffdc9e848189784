/// The histories of processes in a file, for the next start of the service. Nothing here judges.
@NullMarked
package dev.vmascope.sampling.saved;

import org.jspecify.annotations.NullMarked;
