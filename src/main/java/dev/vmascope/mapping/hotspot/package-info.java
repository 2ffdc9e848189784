/// The mappings that a HotSpot Java virtual machine makes, recognised by their shapes.
@NullMarked
package dev.vmascope.mapping.hotspot;

import org.jspecify.annotations.NullMarked;
