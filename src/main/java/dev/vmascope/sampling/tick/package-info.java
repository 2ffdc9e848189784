/// The scheduler, which reads all processes in every tick and publishes a sample. Nothing here
/// serves requests.
@NullMarked
package dev.vmascope.sampling.tick;

import org.jspecify.annotations.NullMarked;
