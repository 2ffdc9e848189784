/// The feature maps: mappings, one address, summary, pages and memory nodes. Other features may use
/// its views of a mapping.
@NullMarked
package dev.vmascope.maps;

import org.jspecify.annotations.NullMarked;
