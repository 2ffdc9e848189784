@NullMarked
package dev.vmascope.growth;

import org.jspecify.annotations.NullMarked;
