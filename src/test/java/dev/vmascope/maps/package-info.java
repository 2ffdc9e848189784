@NullMarked
package dev.vmascope.maps;

import org.jspecify.annotations.NullMarked;
