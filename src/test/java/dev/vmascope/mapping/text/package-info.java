@NullMarked
package dev.vmascope.mapping.text;

import org.jspecify.annotations.NullMarked;
